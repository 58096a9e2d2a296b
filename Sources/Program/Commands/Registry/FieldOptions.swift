import MirrorRegistry
import Operations

/// The options that state fields of a listing.
let fieldOptions = submissionFields.map { OptionSpecification($0.option, value: $0.value, $0.help) }

/// The fields that a command line states, read as those of a mail are.
///
/// - Throws: `Failure.usage` for a value that is none.
func statedFields(_ invocation: Invocation) throws(Failure) -> ListingFields {
    let reading = fieldReading(
        submissionFields.compactMap { field in invocation.options[field.option].map { (field.name, $0) } })
    if let fault = reading.faults.first {
        throw .usage(fault.message, hint: "see `mirrorward \(invocation.command.name) --help`")
    }
    return reading.fields
}

/// An option that states a field, with the name by which a mail would state it.
private struct SubmissionField {
    let option: String
    let name: String
    let value: String
    let help: String

    init(_ option: String, _ name: String, _ value: String, _ help: String) {
        self.option = option
        self.name = name
        self.value = value
        self.help = help
    }
}

private let submissionFields = [
    SubmissionField("--country", "Country", "CODE", "two letters of ISO 3166-1, as FR"),
    SubmissionField("--location", "Location", "PLACE", "a city or region"),
    SubmissionField("--sponsor", "Sponsor", "NAME", "who pays for it"),
    SubmissionField("--sponsor-url", "Sponsor-URL", "URL", "the sponsor's page"),
    SubmissionField("--maintainer", "Maintainer", "NAME", "who runs it"),
    SubmissionField("--contact", "Contact", "ADDRESS", "the mail address of who runs it; never published"),
    SubmissionField("--architectures", "Architectures", "NAMES", "what it carries, separated by commas or blanks"),
    SubmissionField("--bandwidth", "Bandwidth", "TEXT", "as `1 Gb/s`"),
    SubmissionField("--comment", "Comment", "TEXT", "anything else"),
]
