extension PublicFile {
    /// A file of lines, each of which gets its line end here and nowhere else.
    ///
    /// A line that holds a line end, or a control byte other than the tabs that its format means, is left out: what a reader would
    /// take for two entries must not come from one.
    init(path: String, lines: [String], tabs: TabRule = .forbidden) {
        var bytes: [UInt8] = []
        for line in lines where line.unicodeScalars.allSatisfy({ tabs.allows($0) }) {
            bytes += line.utf8
            bytes.append(0x0A)
        }
        self.init(path: path, bytes: bytes)
    }

    /// Whether the format of a file separates by tabs.
    enum TabRule: Sendable { case forbidden, separating }

    static func pagePath(of slug: String) -> String { "mirror/\(slug).html" }
}

extension PublicFile.TabRule {
    /// Also the separators of lines and paragraphs beyond ASCII, at which Python's splitlines() breaks.
    fileprivate func allows(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\t" { return self == .separating }
        let category = scalar.properties.generalCategory
        return category != .control && category != .lineSeparator && category != .paragraphSeparator
    }
}
