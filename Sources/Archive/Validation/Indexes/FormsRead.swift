import ArchiveModel
import Decompression

/// What came of the forms of one index so far.
struct FormsRead {
    /// A form that has the bytes which Release lists, and does not unpack.
    struct Corrupt {
        let compression: IndexCompression
        /// nil where only apt 2.6 stumbles over it; it takes no other form then.
        let fault: DecodingFault?
        let finding: Finding
    }

    /// Whether its records were taken from one of the forms.
    var isParsed = false
    /// Whether what is in it, though it is what Release lists, is nothing that its readers can read.
    var isMalformed = false
    /// Of the forms that are what Release lists, unpacked too.
    var sound: [IndexCompression] = []
    var corrupt: [Corrupt] = []

    /// Whether what the index says was seen, so that further forms need only be hashed. Where one is corrupt, it depends on the
    /// others whether apt gets by.
    var isSeen: Bool { !sound.isEmpty && corrupt.isEmpty }

    /// One finding for each corrupt form: a warning where apt comes by the index all the same.
    func corruptFindings() -> [Finding] {
        corrupt.map { form in
            let isMadeUp = sound.contains { apt(prefers: $0, to: form.compression) } || canFallBack(from: form)
            return isMadeUp ? form.finding.weighing(.warning) : form.finding
        }
    }

    private func apt(prefers one: IndexCompression, to other: IndexCompression) -> Bool {
        let order = IndexCompression.aptOrder
        guard let first = order.firstIndex(of: one), let second = order.firstIndex(of: other) else { return false }
        return first < second
    }

    private func canFallBack(from form: Corrupt) -> Bool {
        (form.fault?.makesAptFallBack(from: form.compression) ?? false)
            && sound.contains { apt(prefers: form.compression, to: $0) }
    }
}

extension IndexCompression {
    /// In which apt tries the forms (`APT::Configuration::getCompressionTypes`, apt-pkg/aptconfiguration.cc).
    fileprivate static let aptOrder: [IndexCompression] = [.xz, .bzip2, .lzma, .gzip, .lz4, .zstd, .none]

    /// Whether what comes out of it can be judged here.
    var isRead: Bool { self != .lz4 }
}

extension DecodingFault {
    /// Whether apt takes the next form after this, as apt 2.6.2 was seen to do: an error of the decoder makes it go on, while
    /// zlib passes what is cut off or was never packed as if it were whole, so that the hashes differ and the update fails.
    fileprivate func makesAptFallBack(from compression: IndexCompression) -> Bool {
        switch (compression, self) {
        case (.xz, .truncated), (.bzip2, .truncated), (.zstd, .truncated): true
        case (.xz, .wrongFormat), (.bzip2, .wrongFormat): true
        case (.xz, .corrupted), (.bzip2, .corrupted), (.zstd, .corrupted), (.gzip, .corrupted): true
        // It does not even notice.
        case (.xz, .trailingGarbage), (.bzip2, .trailingGarbage), (.gzip, .trailingGarbage): true
        default: false
        }
    }
}
