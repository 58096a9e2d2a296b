/// What the operator of a mirror needs to sync in its slot.
package struct SlotSetup: Sendable, Hashable {
    /// The minute of the day in UTC.
    package var minute: Int
    /// The name of the registry, which is that of the stanza and of the directory below /srv/mirror.
    package var name: String
    /// The address that rsync pulls from; nil where the registry does not know one.
    package var upstream: String?
    /// Where the mirror's keyring lies.
    package var keyring: String?

    package init(minute: Int, name: String, upstream: String? = nil, keyring: String? = nil) {
        self.minute = minute
        self.name = name
        self.upstream = upstream
        self.keyring = keyring
    }
}

extension SlotSetup {
    private var time: String { clockTime(ofMinute: minute) }
    private var root: String { "/srv/mirror/\(word(name))" }
    private var source: String { upstream.map(word) ?? "rsync://archive.example.org/\(word(name))/" }

    /// Lines of a crontab, in the form of crontab(1) for a user of its own.
    ///
    /// cron runs in the local time of the machine, and Debian's takes no heed of CRON_TZ (crontab(5), LIMITATIONS; cronie and NetBSD's
    /// do). So the line asks each hour and lets UTC decide, which is once a day in every time zone, also when clocks change; where a
    /// zone is off by half an hour, that much beside the slot.
    package var crontab: String {
        let fields = time.split(separator: ":").map(String.init)
        let (hour, minute) = (fields[0], Int(fields[1]) ?? 0)
        let command = "rsync -a --delete \(shellQuoted(source)) \(shellQuoted(root + "/"))"
        return """
            # Once a day at \(time) UTC. cron runs in local time, so that the line asks
            # each hour and lets UTC decide.
            \(minute) * * * * test "$(date -u +\\%H)" = \(hour) && \(command.replacingPercents)
            # Where cron knows CRON_TZ (cronie does, Debian's does not), this is the same:
            #CRON_TZ=UTC
            #\(minute) \(Int(hour) ?? 0) * * * \(command.replacingPercents)
            """ + (upstream == nil ? "\n# Replace the address by that of the archive's rsync server.\n" : "\n")
    }

    /// The stanza of mirrorward.conf. `At` is the earliest time of the day; the hourly line of its crontab starts the sync.
    package var stanza: String {
        """
        # With the hourly line of /etc/cron.d/mirrorward: a daily one before
        # \(time) UTC would never sync.
        Mirror: \(word(name))
        Upstream: \(source)
        Root: \(root)
        Signed-By: \(keyring.map(word) ?? "/usr/share/keyrings/\(word(name)).gpg")
        At: \(time)
        Time-Zone: UTC

        """
    }
}

/// One word of a field: what could end a line or begin another field is left out.
private func word(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }.map(Character.init))
}

extension String {
    /// In a crontab a percent sign ends the command unless a backslash stands before it: crontab(5).
    fileprivate var replacingPercents: String {
        split(separator: "%", omittingEmptySubsequences: false).joined(separator: "\\%")
    }
}
