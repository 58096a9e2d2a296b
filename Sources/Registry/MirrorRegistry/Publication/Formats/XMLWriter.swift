/// Writes XML in which every value is escaped, a line for each element.
struct XMLWriter {
    private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
    private var depth = 0

    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        startTag(name, attributes, ">\n")
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        indent()
        bytes += "</\(name)>\n".utf8
    }

    mutating func element(_ name: String, _ text: String, _ attributes: [(String, String)] = []) {
        startTag(name, attributes, ">")
        bytes += escapedForHTML(text)
        bytes += "</\(name)>\n".utf8
    }

    mutating func empty(_ name: String, _ attributes: [(String, String)]) { startTag(name, attributes, "/>\n") }

    private mutating func startTag(_ name: String, _ attributes: [(String, String)], _ end: String) {
        indent()
        bytes += "<\(name)".utf8
        for (name, value) in attributes {
            bytes += " \(name)=\"".utf8
            bytes += escapedForHTML(value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes += end.utf8
    }

    private mutating func indent() { bytes += repeatElement(0x20, count: 2 * depth) }
}
