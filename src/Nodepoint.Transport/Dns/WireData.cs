using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DnsClient.Protocol;

namespace Nodepoint.Transport.Dns;

/// <summary>Puts the data of a record back into its bytes, which DnsClient does not keep: names uncompressed and in lower case (RFC 4034 6.2).</summary>
internal static class WireData
{
    /// <summary>The bytes of a record's data.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The data; empty for a type whose fields are not known.</returns>
    public static byte[] Of(DnsResourceRecord record)
    {
        var data = new MemoryStream(64);
        switch (record)
        {
            case AddressRecord address: data.Write(address.Address.GetAddressBytes()); break;
            case NsRecord ns: Name(data, ns.NSDName.Value); break;
            case CNameRecord alias: Name(data, alias.CanonicalName.Value); break;
            case PtrRecord ptr: Name(data, ptr.PtrDomainName.Value); break;
            case MxRecord mx: Numbers(data, mx.Preference); Name(data, mx.Exchange.Value); break;
            case SrvRecord srv: Numbers(data, srv.Priority, srv.Weight, srv.Port); Name(data, srv.Target.Value); break;
            case TxtRecord txt: Texts(data, txt); break;
            case SoaRecord soa:
                Name(data, soa.MName.Value);
                Name(data, soa.RName.Value);
                foreach (var number in (ReadOnlySpan<uint>)[soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum]) Number(data, number);
                break;
            case RpRecord rp: Name(data, rp.MailboxDomainName.Value); Name(data, rp.TextDomainName.Value); break;
            case HInfoRecord host: Text(data, Encoding.ASCII.GetBytes(host.Cpu)); Text(data, Encoding.ASCII.GetBytes(host.OS)); break;
            case NAPtrRecord naptr:
                Numbers(data, (ushort)naptr.Order, (ushort)naptr.Preference);
                foreach (var text in (ReadOnlySpan<string>)[naptr.Flags, naptr.Services, naptr.RegularExpression]) Text(data, Encoding.ASCII.GetBytes(text));
                Name(data, naptr.Replacement.Value);
                break;
            case CaaRecord caa:
                data.WriteByte(caa.Flags);
                Text(data, Encoding.ASCII.GetBytes(caa.Tag));
                data.Write(Unescape(caa.Value));
                break;
            case DsRecord ds:
                Numbers(data, (ushort)ds.KeyTag);
                data.Write([(byte)ds.Algorithm, ds.DigestType, .. ds.Digest]);
                break;
            case DnsKeyRecord key:
                Numbers(data, (ushort)key.Flags);
                data.Write([key.Protocol, (byte)key.Algorithm, .. key.PublicKey]);
                break;
            case RRSigRecord signature:
                Numbers(data, (ushort)signature.CoveredType);
                data.Write([(byte)signature.Algorithm, signature.Labels]);
                Number(data, (uint)signature.OriginalTtl);
                Number(data, (uint)signature.SignatureExpiration.ToUnixTimeSeconds());
                Number(data, (uint)signature.SignatureInception.ToUnixTimeSeconds());
                Numbers(data, (ushort)signature.KeyTag);
                Name(data, signature.SignersName.Value);
                data.Write([.. signature.Signature]);
                break;
            case SshfpRecord sshfp: data.Write([(byte)sshfp.Algorithm, (byte)sshfp.FingerprintType, .. Convert.FromHexString(sshfp.Fingerprint)]); break;
            case TlsaRecord tlsa: data.Write([(byte)tlsa.CertificateUsage, (byte)tlsa.Selector, (byte)tlsa.MatchingType, .. tlsa.CertificateAssociationData]); break;
            case UnknownRecord unknown: data.Write([.. unknown.Data]); break;
        }

        return data.ToArray();
    }

    private static void Numbers(MemoryStream data, params ReadOnlySpan<ushort> numbers)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
            data.Write(bytes);
        }
    }

    private static void Number(MemoryStream data, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        data.Write(bytes);
    }

    private static void Text(MemoryStream data, byte[] text)
    {
        data.WriteByte((byte)Math.Min(text.Length, 255));
        data.Write(text.AsSpan(0, Math.Min(text.Length, 255)));
    }

    // The package has each text decoded as UTF-8, and with escape sequences.
    private static void Texts(MemoryStream data, TxtRecord record)
    {
        foreach (var (plain, escaped) in record.Text.Zip(record.EscapedText))
            Text(data, plain.Contains('\uFFFD', StringComparison.Ordinal) ? Unescape(escaped) : Encoding.UTF8.GetBytes(plain));
    }

    private static void Name(MemoryStream data, string name)
    {
        var label = new List<byte>(63);
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] != '.')
            {
                label.Add(name[at] == '\\' ? Escaped(name, ref at) : (byte)char.ToLowerInvariant(name[at]));
                continue;
            }

            if (label.Count == 0) continue;
            Text(data, [.. label]);
            label.Clear();
        }

        if (label.Count > 0) Text(data, [.. label]);
        data.WriteByte(0);
    }

    // Only what has no character of its own and the quotation mark are escaped; a backslash of the text is not.
    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '"') bytes.Add((byte)text[++at]);
            else if (text[at] == '\\' && at + 3 < text.Length && byte.TryParse(text.AsSpan(at + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is < 32 or > 126)
            {
                bytes.Add(value);
                at += 3;
            }
            else bytes.Add((byte)text[at]);
        }

        return [.. bytes];
    }

    private static byte Escaped(string text, ref int at)
    {
        if (at + 3 < text.Length && byte.TryParse(text.AsSpan(at + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            at += 3;
            return value;
        }

        return at + 1 < text.Length ? (byte)text[++at] : (byte)'\\';
    }
}
