@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// The number that `bytes` spell in decimal digits and nothing else; nil also when it is greater than Int64 holds.
@inline(__always)
func decimal(_ bytes: some Sequence<UInt8>) -> Int64? {
    var (value, digitCount): (Int64, Int) = (0, 0)
    for byte in bytes {
        let digit = Int64(byte) - 0x30
        guard 0...9 ~= digit else { return nil }
        digitCount += 1
        // 18 digits cannot overflow; the test for overflow is kept out of the usual way.
        if digitCount <= 18 {
            value = value * 10 + digit
            continue
        }
        let (product, isTooGreat) = value.multipliedReportingOverflow(by: 10)
        let (sum, isStillTooGreat) = product.addingReportingOverflow(digit)
        if isTooGreat || isStillTooGreat { return nil }
        value = sum
    }
    return digitCount > 0 ? value : nil
}

/// What apt takes for yes or no; nil for anything else (`StringToBool`, apt-pkg/contrib/strutl.cc).
func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "1", "yes", "true", "with", "on", "enable": true
    case "0", "no", "false", "without", "off", "disable": false
    default: nil
    }
}
