import MirrorRegistry

extension MirrorCheck {
    /// Whether the token stands where only who runs the mirror can put it: in its trace, at the root of its host, or in DNS.
    func checkProof(_ visit: AddressVisit?) {
        guard let token = wish.proofToken, !token.isEmpty else { return }
        let host = visit?.url.host ?? wish.addresses.sorted().first?.host
        guard let host else { return }
        if let trace, trace.isOwn, isToken(token, in: trace.bytes), let visit {
            return note(fileURL(visit.url, trace.path), "the token stands in its trace")
        }
        let record = "_mirrorward.\(host)"
        var looked = ["its trace"]
        if let visit {
            let url = "\(visit.url.scheme.rawValue)://\(visit.url.authority)/.well-known/mirrorward.txt"
            looked.append(url)
            if case .answered(let answer) = fetch(url, for: "the proof", byteLimit: 16 << 10), answer.status == 200,
                isToken(token, in: answer.body)
            {
                return note(url, "the token stands at the root of its host")
            }
        }
        // An address literal has no records.
        if !host.contains(":"), host.utf8.contains(where: { !(0x30...0x39 ~= $0) && $0 != UInt8(ascii: ".") }) {
            looked.append("TXT \(record)")
            let records = textRecords(
                of: record, seconds: settings.http.resolveSeconds, server: settings.nameServer)
            if case .success(let texts) = records, texts.contains(where: { isToken(token, in: Array($0.utf8)) }) {
                return note(record, "the token stands in DNS", reproduction: Reproduction.textRecords(record))
            }
        }
        if stop == nil || visit == nil { facts.isProofSeen = false }
        add(
            .proof, host, stop == nil ? .warned : .skipped, "the token is not there, or not any more",
            [Evidence("looked at", looked.joined(separator: ", "))], reproduction: Reproduction.textRecords(record))
    }

    private func note(_ place: String, _ summary: String, reproduction: String? = nil) {
        facts.isProofSeen = true
        add(.proof, place, .passed, summary, reproduction: reproduction ?? Reproduction.curl(place))
    }

    /// As a whole word: the token of another must not hold it.
    private func isToken(_ token: String, in bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace || "\"'=:,;".contains($0) }.contains {
            $0 == token
        }
    }
}
