/// `byteCount` for people, in binary units with at most three digits before the point, as `83.1 MiB`.
package func byteText(_ byteCount: Int64) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    guard byteCount >= 1000 else { return "\(max(0, byteCount)) B" }
    var value = Double(byteCount) / 1024
    var unit = 0
    // 999.5 would be rounded to four digits.
    while value >= 999.5, unit + 1 < units.count { (value, unit) = (value / 1024, unit + 1) }
    let tenths = Int64((value * 10).rounded())
    if tenths >= 1000 { return "\(Int64(value.rounded())) \(units[unit])" }
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
}

/// `count` with a comma between groups of three digits, as `63,440`.
package func countText(_ count: some BinaryInteger) -> String {
    let digits = String(count.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result += "," }
        result.append(digit)
    }
    return (count < 0 ? "-" : "") + result
}

/// A count and its noun, as `1 suite` or `2 suites`.
package func counted(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
    "\(countText(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}
