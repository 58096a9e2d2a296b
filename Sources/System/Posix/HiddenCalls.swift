import CLinux

// The one file that imports CLinux: with it the types of glibc count as CLinux's, and could stand in no package declaration.

/// A descriptor that can be read once the process has ended; -1 where it cannot be had. The corresponding C function is
/// `pidfd_open`.
func openProcessDescriptor(_ processID: Int32) -> Int32 { mw_pidfd_open(processID) }

/// The number that stat(2) shows for a device. The corresponding C function is `makedev`.
func deviceNumber(_ major: UInt32, _ minor: UInt32) -> UInt64 { mw_makedev(major, minor) }

/// Lets others of the same user look into this process again, which a change of user forbids. The corresponding C function is
/// `prctl` with PR_SET_DUMPABLE.
func allowInspection() { _ = mw_set_dumpable() }

/// Puts the calling thread behind everyone else who reads from the disk; no schedule of the disk has to heed it. The
/// corresponding C function is `ioprio_set`.
func beIdleAtDisk() { _ = mw_be_idle_at_disk() }
