import MirrorRegistry

/// Addresses come from anyone: the normal form is a fixed point, and holds nothing that could end a line, a quote or a tag.
func checkAddress(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    checkLiteral(text)
    let url: MirrorURL
    do throws(MirrorURLFault) { url = try MirrorURL(text) } catch {
        require(!error.message.contains(where: \.isNewline), "a message is one line")
        return
    }
    require((try? MirrorURL(url.text)) == url, "the normal form is a fixed point")
    require(url.text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !"\"'<>\\`{}|^?#".utf8.contains($0) }, "it is plain")
    require(url.path.hasPrefix("/") && url.path.hasSuffix("/") && !url.path.contains("//"), "slashes are single")
    require(!url.path.contains("/../") && !url.path.contains("/./"), "dot segments are gone")
    require(!url.authority.contains("@"), "nobody is named")
    require(IPAddress(url.host).map { $0.text == url.host } ?? true, "an address literal is canonical")
    require((try? MirrorURL(url.archiveRoot.text)) == url.archiveRoot, "the archive's directory is in normal form")
    require(url.archiveRoot.archiveRoot == url.archiveRoot, "it is found in one step")
    _ = url.refusal(.none)
    _ = country(ofTopLevelDomainIn: url.host)
}

private func checkLiteral(_ text: String) {
    if let address = IPAddress(text) {
        require(IPAddress(address.text) == address, "an address is read back")
        require(IPAddress(bytes: address.bytes) == address, "its bytes are read back")
        _ = address.refusal(.none)
    }
    if let network = IPNetwork(text) { require(IPNetwork(network.text) == network, "a network is read back") }
    _ = countryCode(text)
}
