import MirrorRegistry
import Reporting

extension TransitionFault {
    var explained: Message {
        Message(message, hint: hint ?? "`mirrorward registry show \(host)` shows where it stands")
    }
}
