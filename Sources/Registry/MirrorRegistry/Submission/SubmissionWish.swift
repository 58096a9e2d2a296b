/// A mirror that someone proposes: its addresses, and what is said of it.
package struct SubmissionWish: Sendable, Hashable {
    /// Of one host, at most one of each scheme, sorted.
    package var addresses: [MirrorURL]
    package var fields: ListingFields
    /// The mail address that it came from; nil where it came by the command line or a list.
    package var sender: String?
    /// What was changed in what was sent, in sentences for its sender.
    package var notes: [String]

    package init(
        addresses: [MirrorURL], fields: ListingFields = ListingFields(), sender: String? = nil, notes: [String] = []
    ) {
        self.addresses = addresses
        self.fields = fields
        self.sender = sender
        self.notes = notes
    }

    package var host: String { addresses.first?.host ?? "" }
}

/// What could not be taken of a submission or a list.
package struct SubmissionFault: Sendable, Hashable {
    /// From 1; nil where there are no lines.
    package var line: Int?
    /// What it is about, as it was sent: an address or the name of a field.
    package var subject: String
    package var reason: Reason

    package enum Reason: Sendable, Hashable {
        case url(MirrorURLFault)
        /// The host has an address of that scheme already: the first one counts.
        case secondAddress(MirrorURL)
        case tooMany(limit: Int)
        case fieldTooLong(limit: Int)
        case noCountry
        case noMailAddress
        case noWebAddress
        case noArchitecture(String)
        case noAddress
        case malformedLine
        case fileTooLarge(limit: Int)
    }

    package init(line: Int? = nil, subject: String, reason: Reason) {
        self.line = line
        self.subject = subject
        self.reason = reason
    }

    /// One line without a full stop; what it quotes is bounded and holds no control character.
    package var message: String {
        let place = line.map { "line \($0): " } ?? ""
        return place + (subject.isEmpty ? "" : "\(quotable(shownSubject)): ") + words
    }

    /// An address with a password is not repeated.
    private var shownSubject: String { reason == .url(.credentials) ? "an address" : subject }

    private var words: String {
        switch reason {
        case .url(let fault): fault.message
        case .secondAddress(let first): "the host has an address of that scheme already (\(quotable(first.text)))"
        case .tooMany(let limit): "more than \(limit): what follows was left out"
        case .fieldTooLong(let limit): "longer than \(limit) characters: left out"
        case .noCountry: "no country: expected two letters of ISO 3166-1, as FR"
        case .noMailAddress: "no mail address: left out"
        case .noWebAddress: "no address of a web page (http or https): left out"
        case .noArchitecture(let word): "no architecture (`\(quotable(word))`): expected names as amd64 and arm64"
        case .noAddress: "no address of a mirror is in it"
        case .malformedLine: "the line cannot be read"
        case .fileTooLarge(let limit): "larger than \(limit) bytes"
        }
    }
}

/// What was read of a submission or a list.
package struct SubmissionReading: Sendable, Hashable {
    package var wishes: [SubmissionWish]
    package var faults: [SubmissionFault]

    package init(wishes: [SubmissionWish] = [], faults: [SubmissionFault] = []) {
        self.wishes = wishes
        self.faults = faults
    }
}
