package import MirrorRegistry
import Timekeeping

/// Mirrors of a sample, each by its place in it.
package enum SampleMirrors {
    private static let countries = [
        "FR", "DE", "US", "GB", "JP", "SE", "CZ", "PL", "NL", "CH", "BR", "ZA", "IN", "AU", "CA", "IT", "ES", "PT",
        "AT", "BE", "DK",
        "NO", "FI", "EE", "LV", "LT", "GR", "BG", "RO", "HU", "SK", "SI", "HR", "RS", "UA", "TR", "IL", "KE", "EG",
        "MA", "AR", "CL",
        "CO", "MX", "UY", "NZ", "SG", "ID", "TH", "VN", "TW", "KR", "HK", "KZ", "GE", "AM", "IS", "IE", "LU", "MD",
    ]
    private static let sponsors = [
        "Example University", "Hosting Example SARL", "The Example Internet Exchange", "Rechenzentrum Beispiel", "例示大学",
    ]
    private static let places = ["Paris", "Frankfurt am Main", "Dallas", "Manchester", "Tokyo", "Umeå"]

    package static func mirror(_ index: Int) -> PublicMirror {
        let host = ["mirror\(index).example.org", "ftp.net\(index).example.net", "debian.campus\(index).example.com"][
            index % 3]
        var mirror = PublicMirror(
            slug: host, host: host, addresses: addresses(host, index), fields: fields(index),
            state: index % 23 == 4 ? .degraded : .approved,
            stateSince: SampleLists.now.adding(seconds: -86_400 * Int64(index % 60 + 1)),
            listedSince: SampleLists.now.adding(seconds: -86_400 * Int64(index % 400 + 3)), days: days(index))
        measure(&mirror, index)
        return mirror
    }

    private static func addresses(_ host: String, _ index: Int) -> [MirrorURL] {
        let schemes = [["https", "http", "rsync"], ["https", "http"], ["http", "rsync"], ["https"], ["rsync"]][
            index % 17 < 13 ? 0 : index % 5]
        return schemes.compactMap { SampleLists.url("\($0)://\(host)/\($0 == "rsync" ? "dotdeb" : "pub/dotdeb")/") }
    }

    private static func fields(_ index: Int) -> ListingFields {
        var fields = ListingFields()
        fields.country =
            index % 141 == 140 ? nil : countries[(index * 37 % 60) * (index * 11 % 60) / 60 % countries.count]
        fields.location = index % 4 == 3 ? nil : places[index % places.count]
        fields.sponsor = index % 5 == 4 ? nil : sponsors[index % sponsors.count]
        fields.sponsorURL = index % 2 == 0 ? "https://www.example.com/sponsor/\(index)" : nil
        fields.maintainer = "Mirror team \(index)"
        fields.contact = "mirror-team-\(index)@example.org"
        fields.architectures =
            index % 7 == 6 ? [] : index % 6 == 5 ? ["amd64", "source"] : ["amd64", "arm64", "armhf", "source"]
        fields.bandwidth = index % 3 == 0 ? "10 Gb/s" : nil
        fields.presumed = index % 8 == 2 ? [.country, .sponsor] : []
        return fields
    }

    private static func days(_ index: Int) -> [DayRecord] {
        let last = UTCTime(SampleLists.now).calendarDay
        let count = index % 10 == 9 ? 17 : 90
        return (0..<count).map { place in
            let age = count - 1 - place
            return day(last.adding(days: Int64(-age)), mark: mark(index, age))
        }
    }

    private static func mark(_ index: Int, _ age: Int) -> DayMark {
        if index % 23 == 4, age < 2 { return .bad }
        if age == 21 { return .unknown }
        if index % 13 == 3, (8..<12).contains(age) { return .maintenance }
        let chance = (index * 7919 + age * 104_729 + index * age * 31) % 97
        return chance < index % 4 ? .bad : chance < index % 4 + index % 3 ? .warned : .good
    }

    private static func day(_ day: CalendarDay, mark: DayMark) -> DayRecord {
        let summary: String? =
            switch mark {
            case .bad: "connection refused at 192.0.2.7 port 443"
            case .warned: "InRelease of bookworm is one generation behind"
            default: nil
            }
        return DayRecord(
            day: day, mark: mark, checkCount: mark == .bad ? 4 : 1, goodCount: mark == .bad ? 1 : 1,
            lagSeconds: mark == .warned ? 11_000 : 0, requestSeconds: 0.12, summary: summary)
    }

    private static func measure(_ mirror: inout PublicMirror, _ index: Int) {
        guard index % 50 != 49 else { return }
        let counting = mirror.days.filter { ![.unknown, .maintenance].contains($0.mark) }
        let good = counting.suffix(30).count { $0.mark != .bad }
        mirror.completion30 = Double(good) / Double(max(counting.suffix(30).count, 1))
        mirror.completion90 = Double(counting.count { $0.mark != .bad }) / Double(max(counting.count, 1))
        mirror.answersIPv4 = index % 29 == 12 ? nil : true
        mirror.answersIPv6 = index % 29 == 12 ? true : index % 3 == 1 ? nil : index % 31 == 5 ? false : true
        mirror.lagSeconds = index % 11 == 7 ? Int64(index * 613 % 90_000) : 0
        mirror.lastSync = SampleLists.now.adding(seconds: -Int64(index * 331 % 90_000))
        mirror.lastCheckAt = SampleLists.now.adding(seconds: -Int64(4000 + index % 600))
        mirror.certificateExpires = SampleLists.now.adding(seconds: index % 19 == 2 ? 5 * 86_400 : 60 * 86_400)
        mirror.durationMean = 0.04 + Double(index * 37 % 900) / 1000
        mirror.durationDeviation = 0.02
        mirror.bytesPerSecond = Double(1_000_000 + index * 7_654_321 % 90_000_000)
        mirror.score = 1.05 + Double(index * 53 % 700) / 100 + Double(mirror.lagSeconds ?? 0) / 3600
        mirror.complaint = mirror.state == .degraded ? "connection refused at 192.0.2.7 port 443" : nil
    }
}

extension SampleMirrors {
    /// The mirror with `text` in each field that somebody else writes.
    package static func spoiled(_ mirror: PublicMirror, by text: String) -> PublicMirror {
        var spoiled = mirror
        spoiled.fields.country = text
        spoiled.fields.location = text
        spoiled.fields.sponsor = text
        spoiled.fields.sponsorURL = text.hasPrefix("javascript") ? text : "https://www.example.com/\(text)"
        spoiled.fields.maintainer = text
        spoiled.fields.contact = "\(text) secret@example.org"
        spoiled.fields.architectures = ["amd64", text]
        spoiled.fields.bandwidth = text
        spoiled.fields.comment = text
        spoiled.complaint = text
        spoiled.host = "\(text).example.org"
        spoiled.slug = "\(mirror.slug)"
        spoiled.days = mirror.days.map { record in
            var record = record
            record.summary = record.mark == .good ? nil : text
            return record
        }
        return spoiled
    }
}
