import MirrorRegistry
import Timekeeping

extension RegistryText {
    /// A row for each listing under a line of headings; the host stands last, for it may be long.
    package func listings(_ listings: [ListingSummary]) -> String {
        if listings.isEmpty { return "no listing\n" }
        let numberWidth = max(2, listings.map { "\($0.number)".count }.max() ?? 0)
        let heading = columns(
            numberWidth, "No", "STATE", "CC", "SHR", "LAG", "30 D", "SINCE", "HOST")
        let rows = listings.map { listing in
            columns(
                numberWidth, "\(listing.number)", listing.state.rawValue + (listing.hasProposal ? "*" : ""),
                country(listing), protocolLetters(listing.protocols), lag(listing.lagSeconds),
                listing.availability30.map(percentText) ?? "-", day(listing.stateSince), singleLine(listing.host))
        }
        return ([heading] + rows + legend(listings)).joined(separator: "\n") + "\n"
    }

    private func columns(
        _ numberWidth: Int, _ number: String, _ state: String, _ country: String, _ protocols: String, _ lag: String,
        _ availability: String, _ since: String, _ host: String
    ) -> String {
        let first = String(repeating: " ", count: max(0, numberWidth - number.count)) + number
        let cells = [
            first, padded(state, to: 11), padded(country, to: 3), padded(protocols, to: 3), padded(lag, to: 7),
            padded(availability, to: 5), padded(since, to: 10), host,
        ]
        return cells.joined(separator: "  ")
    }

    private func country(_ listing: ListingSummary) -> String {
        guard let country = listing.country else { return "-" }
        return singleLine(country) + (listing.isCountryPresumed ? "?" : "")
    }

    private func lag(_ seconds: Int64?) -> String {
        guard let seconds else { return "?" }
        return seconds == 0 ? "none" : roughDuration(seconds)
    }

    private func day(_ instant: Instant) -> String { "\(times.zone.localTime(of: instant).calendarDay)" }

    private func protocolLetters(_ protocols: [MirrorScheme]) -> String {
        let letters: [(MirrorScheme, String)] = [(.https, "s"), (.http, "h"), (.rsync, "r")]
        return letters.map { protocols.contains($0.0) ? $0.1 : "-" }.joined()
    }

    /// What the signs mean that are there.
    private func legend(_ listings: [ListingSummary]) -> [String] {
        var parts: [String] = []
        if listings.contains(where: \.isCountryPresumed) { parts.append("? by the mirror's own word") }
        if listings.contains(where: \.hasProposal) { parts.append("* its operator wishes a change") }
        return parts.isEmpty ? [] : [parts.joined(separator: "; ")]
    }
}
