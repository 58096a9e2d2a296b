import Timekeeping

/// Numbers as the pages write them.
enum PageText {
    /// `1,000`: in groups of three digits.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// `1 mirror`, `1,000 mirrors`.
    static func counted(_ number: Int, _ one: String, _ many: String) -> String {
        "\(grouped(number)) \(number == 1 ? one : many)"
    }

    /// `99.9 %`, cut and never rounded up: only what was never bad is `100 %`. `-` where there is no number.
    static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite else { return "–" }
        let tenths = Int(min(max(share, 0), 1) * 1000 + 0.000_001)
        return tenths == 1000 ? "100 %" : "\(tenths / 10).\(tenths % 10) %"
    }

    /// With `places` digits after the point; nil for what is no number or beyond what people read.
    static func decimal(_ value: Double?, places: Int) -> String? {
        guard let value, value.isFinite, value.magnitude < 1_000_000 else { return nil }
        let scale = (0..<places).reduce(1) { product, _ in product * 10 }
        let scaled = Int((value.magnitude * Double(scale)).rounded())
        let whole = (value < 0 && scaled > 0 ? "-" : "") + grouped(scaled / scale)
        return places == 0 ? whole : "\(whole).\(zeroPadded(scaled % scale, to: places))"
    }

    /// `240 ms`, `1.4 s`.
    static func shortTime(_ seconds: Double?) -> String? {
        guard let seconds, seconds >= 0 else { return nil }
        if seconds < 0.9995 { return decimal(seconds * 1000, places: 0).map { "\($0) ms" } }
        return decimal(seconds, places: 1).map { "\($0) s" }
    }

    /// `12.3 MB/s`.
    static func speed(_ bytesPerSecond: Double?) -> String? {
        guard let bytesPerSecond, bytesPerSecond >= 0 else { return nil }
        if bytesPerSecond < 1_000_000 { return decimal(bytesPerSecond / 1000, places: 0).map { "\($0) kB/s" } }
        return decimal(bytesPerSecond / 1_000_000, places: 1).map { "\($0) MB/s" }
    }
}
