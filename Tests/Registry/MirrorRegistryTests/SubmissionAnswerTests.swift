import MirrorRegistry
import Testing
import Timekeeping

@Suite("The answer to a submission") struct SubmissionAnswerTests {
    static let face: RegistryFace = {
        var face = RegistryFace(name: "dotdeb", title: "Dotdeb")
        face.policyURL = "https://www.example.org/mirrors/"
        return face
    }()

    static func listing(_ state: ListingState) throws -> Listing {
        var fields = ListingFields()
        fields.country = "FR"
        fields.comment = "BUY NOW https://spam.example.org/"
        fields.sponsor = "BUY NOW"
        return Listing(
            number: 7, host: "mirror.example.org", addresses: [try MirrorURL("https://mirror.example.org/dotdeb/")],
            fields: fields, state: state,
            submittedAt: Instant(secondsSinceEpoch: 0), proofToken: "token")
    }

    @Test("says what was understood and the state, and quotes no free text", arguments: ListingState.allCases)
    func received(state: ListingState) throws {
        for outcome in [
            SubmissionOutcome.received(try Self.listing(state)), .known(try Self.listing(state)),
            .proposed(try Self.listing(state)),
        ] {
            let draft = submissionAnswer([outcome], faults: [], face: Self.face)
            #expect(draft.subject.hasPrefix("dotdeb: ") && draft.subject.contains("mirror.example.org"))
            #expect(draft.body.contains("https://mirror.example.org/dotdeb/") && draft.body.contains(state.sentence))
            #expect(draft.body.contains("number 7") && draft.body.contains("https://www.example.org/mirrors/"))
            #expect(!draft.body.contains("BUY") && !draft.body.contains("spam"))
            #expect(draft.body.split(separator: "\n").allSatisfy { $0.count <= 76 } && draft.body.hasSuffix(".\n"))
        }
    }

    @Test("says why nothing was taken, without what was sent to be read by another")
    func refused() throws {
        let wish = SubmissionWish(addresses: [try MirrorURL("https://mirror.example.org:8443/")])
        let draft = submissionAnswer([.refused(wish, .port(8443))], faults: [], face: Self.face)
        #expect(draft.subject == "dotdeb: mirror.example.org refused" && draft.body.contains("port 8443"))
        let faults = [
            SubmissionFault(line: 3, subject: "BUY NOW", reason: .url(.noScheme)),
            SubmissionFault(line: 4, subject: "Country", reason: .noCountry),
        ]
        let none = submissionAnswer([], faults: faults, notes: ["a\nb"], face: Self.face)
        #expect(none.subject == "dotdeb: no mirror was found in your mail")
        #expect(
            none.body.contains("Country: no country") && !none.body.contains("BUY") && none.body.contains("  a b\n"))
        let many = submissionAnswer([], faults: Array(repeating: faults[1], count: 500), face: Self.face)
        #expect(many.body.utf8.count < 3000)
    }

    @Test("tells what to show as proof where the registry asks for it")
    func proof() throws {
        let draft = submissionAnswer([.received(try Self.listing(.submitted))], faults: [], face: Self.face) {
            "Please show \($0.proofToken)."
        }
        #expect(draft.body.contains("Please show token."))
    }

    @Test("to one mail too many tells the limit")
    func tooMany() {
        #expect(tooManyAnswer(limit: 5, face: Self.face).body.hasPrefix("5 submissions a day"))
        #expect(tooManyAnswer(limit: 1, face: Self.face).body.hasPrefix("One submission a day"))
    }
}
