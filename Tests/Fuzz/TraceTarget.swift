import ArchiveModel
import Timekeeping

/// Traces and dates come from anyone; what is written of them is read back.
func checkTrace(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
        _ = Instant(releaseDate: String(line))
        _ = Instant(traceDate: String(line))
    }
    let trace = Trace(reading: input)
    // What is written without a date begins with a field, which a reader takes for the line of the date.
    if trace.date == nil { return }
    let again = Trace(reading: Array(trace.text.utf8))
    require(again.date == trace.date, "a date is read back")
    // The first writing makes blanks of control characters, and blanks at an end are not read.
    require(Trace(reading: Array(again.text.utf8)).text == again.text, "writing again changes nothing")
}
