import Configuration
package import MirrorRegistry

extension OpenRegistry {
    /// What the operator of an approved mirror is given: its minute, a crontab for plain rsync, and a stanza of mirrorward.
    package func operatorLines(_ listing: Listing) -> String {
        guard let setup = slotSetup(listing) else {
            return "\(listing.host): no slot yet: the first approval gives one\n"
        }
        return
            "\nThe slot of \(listing.host) is \(clockTime(ofMinute: setup.minute)) UTC. A crontab for plain rsync:\n\n"
            + setup.crontab + "\nOr mirrorward, with a stanza:\n\n" + setup.stanza
    }

    func slotSetup(_ listing: Listing) -> SlotSetup? {
        guard let minute = listing.slotMinute else { return nil }
        return SlotSetup(
            minute: minute, name: name, upstream: configuration.upstreamURL?.text,
            keyring: configuration.keyringPath)
    }
}
