/// What a permit is for: one upstream, whoever mirrors it.
///
/// The text is `scheme://host:port/module/path` with the host in lower case, `ssh://user@host/path`, or the real path of a local tree.
package struct UpstreamKey: Sendable, Hashable {
    /// Without a slash at its end; empty for the root of a file system.
    package let text: String

    package init(_ text: String) {
        let end = text.lastIndex { $0 != "/" }
        self.text = end.map { String(text[...$0]) } ?? ""
    }

    /// Whether both keys are equal or one lies inside the other: then they share their permits.
    package func overlaps(_ other: UpstreamKey) -> Bool {
        text == other.text || text.hasPrefix(other.text + "/") || other.text.hasPrefix(text + "/")
    }
}
