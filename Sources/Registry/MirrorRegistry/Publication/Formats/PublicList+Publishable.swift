import Timekeeping

extension PublicList {
    /// The same list with what may be published of each value and nothing else: no contact, no mail address, no control byte, no
    /// number that is none, no address that could end a line or an item early.
    package var publishable: PublicList {
        var list = self
        list.face = face.publishable
        list.mirrors = mirrors.compactMap(\.publishable)
        list.removed = removed.filter { isHost($0.host) }.map { mirror in
            var mirror = mirror
            mirror.country = publishableCountry(mirror.country)
            return mirror
        }
        list.changes = changes.filter { isHost($0.host) }
        return list
    }
}

extension RegistryFace {
    fileprivate var publishable: RegistryFace {
        var face = self
        face.name = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
        if face.name.isEmpty { face.name = "archive" }
        face.title = ForeignText(title).text
        if face.title.isEmpty { face.title = face.name }
        face.archiveURL = archiveURL.flatMap { isPlainWord($0.text) ? $0 : nil }
        face.publicURL = publishableSite(publicURL).map { $0.hasSuffix("/") ? $0 : $0 + "/" }
        face.policyURL = publishableSite(policyURL)
        face.contactURL = publishableSite(contactURL)
        face.suites = suites.filter(isPlainWord)
        face.components = components.filter(isPlainWord)
        face.architectures = architectures.filter(isArchitectureWord)
        face.keyringPath = keyringPath.flatMap { isPlainWord($0) ? $0 : nil }
        return face
    }
}

extension PublicMirror {
    /// nil for one whose host is none, or of which no address is left.
    fileprivate var publishable: PublicMirror? {
        var mirror = self
        mirror.slug = PageSlug(slug).text
        mirror.addresses = addresses.filter { isPlainWord($0.text) }
        guard isHost(host), !mirror.addresses.isEmpty else { return nil }
        mirror.fields = fields.publishable
        mirror.score = finite(score)
        mirror.completion30 = finite(completion30)
        mirror.completion90 = finite(completion90)
        mirror.durationMean = finite(durationMean)
        mirror.durationDeviation = finite(durationDeviation)
        mirror.bytesPerSecond = finite(bytesPerSecond)
        mirror.complaint = publishableText(complaint)
        mirror.days = days.sorted { $0.day < $1.day }.map { record in
            var record = record
            record.summary = publishableText(record.summary)
            return record
        }
        return mirror
    }
}

extension ListingFields {
    fileprivate var publishable: ListingFields {
        var fields = self
        fields.contact = nil
        fields.presumed.remove(.contact)
        fields.country = publishableCountry(country)
        fields.location = publishableText(location)
        fields.sponsor = publishableText(sponsor)
        fields.sponsorURL = publishableSite(sponsorURL)
        fields.maintainer = publishableText(maintainer)
        fields.architectures = architectures.filter(isArchitectureWord)
        fields.bandwidth = publishableText(bandwidth)
        fields.comment = publishableText(comment)
        return fields
    }
}

/// Whether each byte of `text` can be seen and is ASCII's: no blank, tab or line end.
func isPlainWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 2000 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
}

/// Whether `text` may be a name or an address literal.
private func isHost(_ text: String) -> Bool {
    isPlainWord(text) && text.allSatisfy { $0.isLetter || $0.isNumber || ".-:_".contains($0) }
}

/// Whether `text` may be an architecture, or what lists and traces have in its place: `!armel`, `any`, `FULL`.
private func isArchitectureWord(_ text: String) -> Bool {
    isPlainWord(text) && text.allSatisfy { $0.isLetter || $0.isNumber || "-!".contains($0) }
}

/// Two letters in upper case; nil for all else.
private func publishableCountry(_ code: String?) -> String? {
    code.flatMap { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? $0 : nil }
}

private func publishableSite(_ text: String?) -> String? {
    text.flatMap { PageLink(site: $0) }.flatMap { isPlainWord($0.destination) ? $0.destination : nil }
}

private func publishableText(_ text: String?) -> String? {
    text.map { ForeignText($0).text }.flatMap { $0.isEmpty ? nil : $0 }
}

private func finite(_ number: Double?) -> Double? { number.flatMap { $0.isFinite ? $0 : nil } }
