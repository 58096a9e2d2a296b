/// One index of a suite: what it says, and in which forms the archive keeps it.
package struct ShapeIndex: Sendable, Hashable {
    package enum Form: String, Sendable, Hashable {
        case plain = ""
        case gzip = ".gz"
        case xz = ".xz"

        func stored(_ content: [UInt8]) -> [UInt8] {
            switch self {
            case .plain: content
            case .gzip: gzipped(content)
            case .xz: xzCompressed(content)
            }
        }
    }

    package var content: [UInt8]
    package var forms: [Form]
    /// Whether Release lists the plain name, kept or not.
    package var listsPlain = true

    package init(_ text: String, _ forms: Form...) {
        content = Array(text.utf8)
        self.forms = forms
    }

    /// The content as text, to be changed by damages of records.
    package var text: String {
        get { String(decoding: content, as: UTF8.self) }
        set { content = Array(newValue.utf8) }
    }
}
