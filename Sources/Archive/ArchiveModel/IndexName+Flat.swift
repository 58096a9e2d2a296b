extension IndexName {
    /// What the name says in a flat archive, where apt asks for Packages, Sources, translations by their bare language and Contents,
    /// all beside Release (`flatMetaKey` of the index targets, apt-pkg/init.cc and apt-file's apt.conf). What a Release lists
    /// below that, apt never asks for.
    package init(inFlatArchive path: String) {
        let (logicalPath, compression) = IndexCompression.split(path)
        self.init(
            path: path, logicalPath: logicalPath, compression: compression, kind: Self.flatKind(logicalPath),
            component: nil, architecture: logicalPath == "Sources" ? "source" : nil)
    }

    private static func flatKind(_ name: String) -> Kind {
        switch name {
        case "Packages": .packages(isInstaller: false)
        case "Sources": .sources
        case _ where name.hasPrefix("Contents-") && !name.contains("/"): .contents(isInstaller: false)
        case _ where isLanguage(name): .translation(language: name)
        default: .other
        }
    }

    /// `en`, `pt_BR`, `ca@valencia`: two or three letters, and what a locale puts after them.
    private static func isLanguage(_ name: String) -> Bool {
        let letters = name.utf8.prefix { 0x61...0x7A ~= $0 }
        guard 2...3 ~= letters.count else { return false }
        let rest = name.utf8.dropFirst(letters.count)
        guard let separator = rest.first else { return true }
        let isSeparated =
            separator == UInt8(ascii: "_") || separator == UInt8(ascii: "@") || separator == UInt8(ascii: "-")
        return isSeparated && rest.count > 1
            && rest.dropFirst().allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "@") }
    }
}
