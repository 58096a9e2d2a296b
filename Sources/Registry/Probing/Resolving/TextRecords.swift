import CCurl
import CResolv
import Glibc

/// A name server that is asked in place of the system's.
package struct NameServer: Sendable, Hashable {
    /// IPv4.
    package var address: String
    package var port: UInt16

    package init(address: String, port: UInt16 = 53) {
        self.address = address
        self.port = port
    }
}

/// The TXT records of `name`, the strings of each put together. The corresponding C function is `res_nquery`.
///
/// It ends after `seconds` at the latest, whatever the name server does. Bytes that are no UTF-8 are read as U+FFFD.
package func textRecords(
    of name: String, seconds: Double, server: NameServer? = nil
) -> Result<[String], ResolutionFailure> {
    do throws(ResolutionFailure) {
        guard let answer = try bounded(seconds: seconds, { query(name, seconds, server) }) else {
            return .failure(.timeout(seconds: seconds))
        }
        return answer.map { textRecords(inAnswer: $0[...]) }
    } catch {
        return .failure(error)
    }
}

/// More than any answer of one datagram that is asked for: resolver(3) announces 1200 bytes.
private let answerLimit = 8 << 10

private func query(_ name: String, _ seconds: Double, _ server: NameServer?) -> Result<[UInt8], ResolutionFailure> {
    guard name.utf8.count <= 255, !name.utf8.contains(0) else { return .failure(.notFound) }
    var place = sockaddr_in()
    if let server {
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = server.port.bigEndian
        guard inet_pton(AF_INET, server.address, &place.sin_addr) == 1 else {
            return .failure(.unavailable(reason: "\(server.address): no IPv4 address of a name server"))
        }
    }
    var answer = [UInt8](repeating: 0, count: answerLimit)
    var failure: Int32 = 0
    let limit = Int32(min(max(seconds, 1), 30).rounded(.up))
    let length = withUnsafePointer(to: place) { place in
        mw_query_text(name, server == nil ? nil : place, limit, &answer, Int32(answerLimit), &failure)
    }
    switch failure {
    case 0: return .success(Array(answer.prefix(max(0, Int(length)))))
    case HOST_NOT_FOUND, NO_DATA: return .failure(.notFound)
    default: return .failure(.unavailable(reason: String(cString: hstrerror(failure))))
    }
}
