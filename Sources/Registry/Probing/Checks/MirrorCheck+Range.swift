import MirrorRegistry

extension MirrorCheck {
    /// Whether a part of a file can be had, by which apt goes on with what was interrupted.
    func checkRange(_ visit: AddressVisit) {
        guard let known = visit.known, known.bytes.count >= 2 else { return }
        let url = fileURL(visit.url, known.path)
        let first = known.bytes.count / 2
        let last = min(known.bytes.count - 1, first + 1023)
        let range = Int64(first)...Int64(last)
        let reproduction = Reproduction.range(url, range)
        let expected = "bytes \(first)-\(last)/\(known.bytes.count)"
        switch fetch(url, for: "a range of \(known.path)", range: range, byteLimit: Int64(known.bytes.count)) {
        case .leftOut: return
        case .failed(let failure):
            add(.range, url, .failed, failure.message, failure.origin, reproduction: reproduction)
        case .answered(let answer):
            let evidence =
                [
                    Evidence("expected", "status 206, \(expected)"),
                    Evidence(
                        "found", "status \(answer.status), \(answer.headers["Content-Range"] ?? "no Content-Range")"),
                ] + answer.origin
            guard answer.status == 206 else {
                add(
                    .range, url, .warned, "the server gives no parts of files, so that no transfer can be continued",
                    evidence,
                    reproduction: reproduction)
                return
            }
            let isRight =
                answer.headers["Content-Range"] == expected && answer.body.elementsEqual(known.bytes[first...last])
            add(
                .range, url, isRight ? .passed : .failed,
                isRight
                    ? "the server gives the part that was asked for"
                    : "the server gives another part than was asked for",
                evidence, reproduction: reproduction)
        }
    }
}
