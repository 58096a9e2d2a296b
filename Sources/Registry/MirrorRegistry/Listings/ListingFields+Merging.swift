extension ListingFields {
    /// Fills what nobody stated with a mirror's own word, and marks it as that; what stood here by its own word before follows it.
    package mutating func fill(with own: ListingFields) {
        fill(.country, \.country, own)
        fill(.location, \.location, own)
        fill(.maintainer, \.maintainer, own)
        fill(.contact, \.contact, own)
        fill(.bandwidth, \.bandwidth, own)
        if fill(.sponsor, \.sponsor, own) { sponsorURL = own.sponsorURL }
        if architectures.isEmpty || presumed.contains(.architectures), !own.architectures.isEmpty {
            architectures = own.architectures
            presumed.insert(.architectures)
        }
    }

    @discardableResult
    private mutating func fill(
        _ name: Name, _ field: WritableKeyPath<ListingFields, String?>, _ own: ListingFields
    ) -> Bool {
        guard let value = own[keyPath: field], !value.isEmpty else { return false }
        guard self[keyPath: field] == nil || presumed.contains(name) else { return false }
        self[keyPath: field] = value
        presumed.insert(name)
        return true
    }

    /// These fields with what `stated` says in their place; what is stated is no longer the mirror's own word alone.
    package func updated(by stated: ListingFields) -> ListingFields {
        var fields = self
        fields.take(.country, \.country, stated)
        fields.take(.location, \.location, stated)
        fields.take(.maintainer, \.maintainer, stated)
        fields.take(.contact, \.contact, stated)
        fields.take(.bandwidth, \.bandwidth, stated)
        if fields.take(.sponsor, \.sponsor, stated) { fields.sponsorURL = stated.sponsorURL }
        if stated.sponsor == nil, let url = stated.sponsorURL { fields.sponsorURL = url }
        if let comment = stated.comment { fields.comment = comment }
        if !stated.architectures.isEmpty {
            fields.architectures = stated.architectures
            fields.presumed.remove(.architectures)
        }
        return fields
    }

    @discardableResult
    private mutating func take(
        _ name: Name, _ field: WritableKeyPath<ListingFields, String?>, _ stated: ListingFields
    ) -> Bool {
        guard let value = stated[keyPath: field], !value.isEmpty else { return false }
        self[keyPath: field] = value
        presumed.remove(name)
        return true
    }
}
