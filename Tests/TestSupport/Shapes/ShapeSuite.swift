/// One suite of a shape as a recipe: change it, then render it.
package struct ShapeSuite: Sendable {
    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    package enum Hashes: String, Sendable {
        case md5 = "MD5Sum"
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha512 = "SHA512"
    }

    /// Relative to the root, as `dists/wren`.
    package var directory: String
    package var fields: [Field]
    package var indexes: [String: ShapeIndex] = [:]
    /// Files below the suite that no Release lists: patches, images.
    package var unlisted: [String: [UInt8]] = [:]
    package var hashes: [Hashes] = [.md5, .sha256]
    package var hasByHash = false
    package var hasInRelease = true
    package var hasRelease = true
    package var signers: [ShapeKeys.Name] = [.archive]
    package var signatureDigest = "SHA512"
    /// The last change of the text of Release before it is signed.
    package var rewriteRelease: (@Sendable (String) -> String)?

    package init(_ directory: String, _ fields: [(String, String)]) {
        self.directory = directory
        self.fields = fields.map { Field(name: $0, value: $1) }
    }

    /// The first field of this name; nil removes it.
    package subscript(field name: String) -> String? {
        get { fields.first { $0.name == name }?.value }
        set {
            let index = fields.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): fields[index].value = value
            case (let index?, nil): fields.remove(at: index)
            case (nil, let value?): fields.append(Field(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// The path of `name`, relative to the root.
    package func path(_ name: String) -> String { directory.isEmpty ? name : "\(directory)/\(name)" }

    /// The file that clients ask for first: InRelease where it is kept.
    package var releasePath: String { path(hasInRelease ? "InRelease" : "Release") }
}
