/// An address as it was sent.
package struct GivenAddress: Sendable, Hashable {
    package var text: String
    /// From 1; nil where there are no lines.
    package var line: Int?

    package init(_ text: String, line: Int? = nil) {
        self.text = text
        self.line = line
    }
}

/// Makes one wish of all addresses of one host, in the order in which the hosts come first.
///
/// One host is one mirror. Of two addresses of one scheme the first counts; the same one twice is no fault. An address inside of
/// the archive, as that of `dists/`, stands for the archive's directory, and a note says so.
package func groupedWishes(of given: [GivenAddress], limit: Int) -> SubmissionReading {
    var reading = SubmissionReading()
    var places: [String: Int] = [:]
    for address in given {
        let url: MirrorURL
        do throws(MirrorURLFault) { url = try MirrorURL(address.text) } catch {
            reading.faults.append(SubmissionFault(line: address.line, subject: address.text, reason: .url(error)))
            continue
        }
        let root = url.archiveRoot
        let note = root == url ? nil : "\(url.text) lies inside of the archive: \(root.text) was taken."
        if let place = places[root.host] {
            reading.add(root, note, to: place, address)
        } else if reading.wishes.count >= limit {
            reading.faults.append(
                SubmissionFault(line: address.line, subject: "addresses", reason: .tooMany(limit: limit)))
            break
        } else {
            places[root.host] = reading.wishes.count
            reading.wishes.append(SubmissionWish(addresses: [root], notes: note.map { [$0] } ?? []))
        }
    }
    return reading
}

extension SubmissionReading {
    fileprivate mutating func add(_ url: MirrorURL, _ note: String?, to place: Int, _ given: GivenAddress) {
        if let known = wishes[place].addresses.first(where: { $0.scheme == url.scheme }) {
            guard known != url else { return }
            faults.append(SubmissionFault(line: given.line, subject: given.text, reason: .secondAddress(known)))
            return
        }
        wishes[place].addresses.append(url)
        wishes[place].addresses.sort()
        if let note { wishes[place].notes.append(note) }
    }
}
