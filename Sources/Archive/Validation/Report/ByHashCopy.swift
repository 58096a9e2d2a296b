/// A copy of an index below by-hash that the tree lacks.
package struct ByHashCopy: Sendable, Hashable {
    /// Where apt asks for it, relative to the archive's root.
    package let path: String
    /// The index under its own name, relative to the archive's root.
    package let index: String

    package init(path: String, of index: String) {
        self.path = path
        self.index = index
    }
}
