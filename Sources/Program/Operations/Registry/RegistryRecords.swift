import Configuration
package import MirrorRegistry
import Posix
import StateStore
import Timekeeping

extension OpenRegistry {
    func append(_ entry: LogEntry) throws(Failure) {
        try stored { () throws(StateStoreError) in _ = try store.append(entry, to: name) }
    }

    func record(_ listing: Listing, _ entry: LogEntry?) throws(Failure) {
        try stored { () throws(StateStoreError) in
            try store.update(listing, of: name)
            if let entry { try store.append(entry, to: name) }
        }
    }

    /// Does something to a listing by the table of transitions, and records it.
    func change(
        _ listing: Listing, _ action: RegistryAction, by actor: Actor, reason: String = "",
        reasonClass: ReasonClass? = nil, check: Int64? = nil, change: ListingChange? = nil
    ) throws(Failure) -> Listing {
        let (changed, entry): (Listing, LogEntry)
        do throws(TransitionFault) {
            (changed, entry) = try transition(
                listing, action, by: actor, reason: reason, reasonClass: reasonClass, check: check, change: change,
                at: now)
        } catch { throw .transition(error) }
        try record(changed, entry)
        return changed
    }

    /// 32 hexadecimal digits that nobody can guess.
    func randomToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let word = UInt32.random(in: .min ... .max, using: &generator)
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// The listing that a word means: its number or its host.
    ///
    /// - Throws: `Failure.usage` with the nearest host.
    package func listing(_ word: String) throws(Failure) -> Listing {
        let found: Listing? = try stored { () throws(StateStoreError) in
            if let number = Int64(word) { return try store.listing(number, of: name) }
            let host = (try? MirrorURL(word))?.host ?? word.lowercased()
            return try store.listing(host: host, of: name)
        }
        if let found { return found }
        let hosts = try stored { () throws(StateStoreError) in try store.listings(of: name) }.map(\.host)
        throw .usage(
            "unknown mirror (\(word)): the registry \(name) has none of that number or host",
            hint: nearestName(to: word, among: hosts).map { "did you mean `\($0)`?" }
                ?? "`mirrorward registry list` lists them")
    }
}
