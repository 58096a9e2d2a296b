/// The fields of the stanza that is being read.
///
/// Not an array, which would be asked for its uniqueness and its capacity at each of a million fields.
struct FieldSpans: ~Copyable {
    private var storage: UnsafeMutableBufferPointer<FieldSpan>
    private(set) var count = 0

    init(capacity: Int) {
        storage = .allocate(capacity: max(capacity, 1))
    }

    deinit {
        storage.deallocate()
    }

    var isEmpty: Bool { count == 0 }

    /// Valid until the next change.
    var spans: UnsafeBufferPointer<FieldSpan> { UnsafeBufferPointer(rebasing: storage[..<count]) }

    var first: FieldSpan? { isEmpty ? nil : storage[0] }
    var last: FieldSpan? { isEmpty ? nil : storage[count - 1] }

    @inline(__always)
    mutating func append(_ span: FieldSpan) {
        if count == storage.count { grow() }
        storage.initializeElement(at: count, to: span)
        count += 1
    }

    /// Lets the last field, if there is one, go on to `end`.
    mutating func extendLast(to end: Int) {
        guard count > 0 else { return }
        storage[count - 1].end = end
    }

    mutating func removeAll() { count = 0 }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<FieldSpan>.allocate(capacity: storage.count * 2)
        _ = larger.moveInitialize(fromContentsOf: storage)
        storage.deallocate()
        storage = larger
    }
}
