using System.Buffers.Binary;

namespace Nodepoint.IspConfig.Dns.Live.Signing;

/// <summary>Checks the signature of a record set with the keys of its zone (RFC 4035 5.3).</summary>
internal static class SignedSet
{
    /// <summary>Whether a signature is that of the records.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="records">All records of the name and type.</param>
    /// <param name="keys">The keys of the zone.</param>
    /// <returns>Null if the algorithm cannot be checked.</returns>
    public static bool? IsValid(SignatureData signature, IReadOnlyList<DnsResponseRecord> records, IEnumerable<ZoneKey> keys)
    {
        var isValid = (bool?)false;
        var data = Data(signature, records);
        foreach (var key in keys.Where(key => key.IsZoneKey && key.Algorithm == signature.Algorithm && key.Tag == signature.KeyTag))
        {
            var verifies = key.Verifies(data, signature.Signature);
            if (verifies == true) return true;
            if (verifies is null) isValid = null;
        }

        return isValid;
    }

    // RFC 4034 3.1.8.1: the signature's own fields, then the records in the canonical form and order.
    private static byte[] Data(SignatureData signature, IReadOnlyList<DnsResponseRecord> records)
    {
        var data = new MemoryStream();
        data.Write(signature.Prefix);
        Span<byte> fields = stackalloc byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(fields, (ushort)signature.Covered);
        BinaryPrimitives.WriteUInt16BigEndian(fields[2..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(fields[4..], signature.OriginalTtl);
        var owner = WireName.Of(signature.Owner);
        foreach (var record in records.OrderBy(record => record.Data, Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right))))
        {
            data.Write(owner);
            BinaryPrimitives.WriteUInt16BigEndian(fields[8..], (ushort)record.Data.Length);
            data.Write(fields);
            data.Write(record.Data);
        }

        return data.ToArray();
    }
}
