import MirrorRegistry
import Timekeeping

extension RegistryText {
    /// All that is known of a listing, for the one who decides.
    ///
    /// - Parameter isVerbose: with the evidence of what passed, too.
    package func listing(_ report: ListingReport, isVerbose: Bool = false) -> String {
        let listing = report.listing
        let lines =
            [
                "\(listing.number) \(singleLine(listing.host)): \(listing.state.rawValue) since \(moment(listing.stateSince))"
            ]
            + addressRows(listing.addresses) + fieldRows(listing.fields) + standingRows(report)
            + proposalRows(listing) + report.sameServer.map { row("same server", $0) }
            + checkRows(report, isVerbose: isVerbose)
            + [row("30 days", dayBar(report))] + logRows(report.log)
        return lines.joined(separator: "\n") + "\n"
    }

    func addressRows(_ addresses: [MirrorURL], label: String = "addresses") -> [String] {
        addresses.enumerated().map { index, address in row(index == 0 ? label : "", address.text) }
    }

    private func fieldRows(_ fields: ListingFields) -> [String] {
        let sponsor = [fields.sponsor, fields.sponsorURL.map { "<\($0)>" }].compactMap { $0 }.joined(separator: " ")
        let rows: [(String, ListingFields.Name?, String?)] = [
            ("country", .country, fields.country), ("location", .location, fields.location),
            ("sponsor", .sponsor, sponsor), ("maintainer", .maintainer, fields.maintainer),
            ("contact", .contact, fields.contact),
            ("architectures", .architectures, fields.architectures.joined(separator: " ")),
            ("bandwidth", .bandwidth, fields.bandwidth), ("comment", nil, fields.comment),
        ]
        return rows.compactMap { label, name, value in
            guard let value, !value.isEmpty else { return nil }
            let isPresumed = name.map { fields.presumed.contains($0) } ?? false
            return row(label, value + (isPresumed ? " (by its own word)" : ""))
        }
    }

    private func standingRows(_ report: ListingReport) -> [String] {
        let listing = report.listing
        var rows = [row("submitted", moment(listing.submittedAt))]
        if let approved = listing.approvedAt { rows.append(row("approved", moment(approved))) }
        if let reason = listing.reasonClass { rows.append(row("class", reason.rawValue)) }
        if let minute = listing.slotMinute {
            rows.append(row("slot", "\(clockTime(ofMinute: minute)) UTC"))
        }
        if report.asksForProof {
            rows.append(row("proof", listing.isProofSeen ? "seen" : "not seen; the token is \(listing.proofToken)"))
        }
        rows += listing.windows.filter { $0.until > now }.map { window in
            row("maintenance", "\(times.minute(window.from)) to \(times.minute(window.until)): \(window.reason)")
        }
        return rows
    }

    private func proposalRows(_ listing: Listing) -> [String] {
        guard let proposal = listing.proposal else { return [] }
        var lines = ["a change, \(moment(proposal.submittedAt))"]
        if proposal.addresses != listing.addresses { lines += proposal.addresses.map(\.text) }
        lines += fieldChanges(from: listing.fields, to: proposal.fields).map {
            "\($0.name): \($0.before) -> \($0.after)"
        }
        return lines.enumerated().map { index, line in row(index == 0 ? "wished" : "", line) }
    }

    private func fieldChanges(
        from old: ListingFields, to new: ListingFields
    ) -> [(name: String, before: String, after: String)] {
        let pairs: [(String, String?, String?)] = [
            ("country", old.country, new.country), ("location", old.location, new.location),
            ("sponsor", old.sponsor, new.sponsor), ("sponsor URL", old.sponsorURL, new.sponsorURL),
            ("maintainer", old.maintainer, new.maintainer), ("contact", old.contact, new.contact),
            ("architectures", joined(old.architectures), joined(new.architectures)),
            ("bandwidth", old.bandwidth, new.bandwidth), ("comment", old.comment, new.comment),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { (name: $0.0, before: $0.1 ?? "nothing", after: $0.2 ?? "nothing") }
    }

    private func joined(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: " ") }

    private func checkRows(_ report: ListingReport, isVerbose: Bool) -> [String] {
        guard let check = report.check else { return [row("last check", "none yet")] }
        return [row("last check", "\(check.number), \(moment(check.report.startedAt)): \(verdict(check.report))")]
            + itemLines(check.report, report.listing.addresses, isVerbose: isVerbose) + factRows(check.report.facts)
    }

    /// A letter for each of 30 days up to today, the newest last; the share of good checks behind them.
    private func dayBar(_ report: ListingReport) -> String {
        let today = UTCTime(now).calendarDay
        let marks = Dictionary(report.days.map { ($0.day, $0.mark) }, uniquingKeysWith: { _, last in last })
        let bar = (-29...0).map { marks[today.adding(days: $0)] ?? .unknown }
        let share = report.availability30.map { ", \(percentText($0)) good" } ?? ""
        let legend = DayMark.allCases.filter { $0 != .unknown && bar.contains($0) }.map {
            "\($0.letter) \($0.rawValue)"
        }
        return String(bar.map(\.letter)) + share + (legend.isEmpty ? "" : " (\(legend.joined(separator: ", ")))")
    }

    private func logRows(_ log: [LogRow]) -> [String] {
        log.enumerated().map { index, entry in row(index == 0 ? "log" : "", sentence(entry.entry)) }
    }
}
