import Timekeeping

extension ClockReading {
    /// Seconds from this reading to `now` by the clock that cannot be set, or nil where the machine was started between the two.
    func secondsOfOneBoot(until now: ClockReading) -> Int64? {
        bootID == now.bootID && secondsSinceBoot <= now.secondsSinceBoot
            ? now.secondsSinceBoot - secondsSinceBoot : nil
    }

    /// At least this many seconds have passed from this reading to `now`.
    ///
    /// Across a start of the machine that is what the wall clock says, and at least the time since that start.
    func leastSeconds(until now: ClockReading) -> Int64 {
        secondsOfOneBoot(until: now)
            ?? max(now.wall.seconds(since: wall), bootID == now.bootID ? 0 : now.secondsSinceBoot, 0)
    }

    /// The seconds that passed from this reading to `now`, or nil where they are not known.
    ///
    /// Across a start of the machine they are known if the wall clock says that at least the time since that start has passed: a
    /// machine without a clock of its own begins where it was switched off, and shows less.
    func knownSeconds(until now: ClockReading) -> Int64? {
        if let seconds = secondsOfOneBoot(until: now) { return seconds }
        let seconds = now.wall.seconds(since: wall)
        return bootID != now.bootID && seconds >= now.secondsSinceBoot ? seconds : nil
    }
}

extension Connection {
    /// This connection with its opening placed by the clocks of the boot of `now`; nil where it stands so already.
    ///
    /// Within one boot the place is exact: as long ago as CLOCK_BOOTTIME says, whatever was done to the wall clock. After a start of
    /// the machine the wall clock of the first look decides, and from then on CLOCK_BOOTTIME again. An opening in the future is
    /// placed as late as it can have been: at `now`, or when the machine started.
    func corrected(at now: ClockReading) -> Connection? {
        if let seconds = placed.secondsOfOneBoot(until: now) {
            let wall = now.wall.adding(seconds: -seconds)
            let isRounding = wall.seconds(since: placed.wall).magnitude <= PolicyLimits.roundingOfClocks
            return isRounding ? nil : placed(secondsAgo: seconds, now)
        }
        var known = placed
        if corrected == nil, let length = opened.secondsOfOneBoot(until: lastActive) {
            // The wall clock may have been set while the transfer ran: its end tells when it began.
            known.wall = lastActive.wall.adding(seconds: -length)
        }
        return placed(secondsAgo: known.leastSeconds(until: now), now)
    }

    private func placed(secondsAgo seconds: Int64, _ now: ClockReading) -> Connection {
        var result = self
        result.corrected = ClockReading(
            wall: now.wall.adding(seconds: -seconds), secondsSinceBoot: now.secondsSinceBoot - seconds,
            bootID: now.bootID)
        return result
    }
}
