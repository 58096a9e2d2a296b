/// Fields that were stated one by one, as options of a command line are; those that are wrong are faults.
///
/// - Parameter stated: names as a mail has them (`Sponsor-URL`), and values.
package func fieldReading(
    _ stated: [(name: String, value: String)]
) -> (fields: ListingFields, faults: [SubmissionFault]) {
    var reader = FieldReader()
    for (name, value) in stated {
        guard let kind = FieldReader.kinds[name.lowercased()] else { continue }
        reader.take(kind, name, value, line: nil)
    }
    return (reader.fields, reader.faults)
}
