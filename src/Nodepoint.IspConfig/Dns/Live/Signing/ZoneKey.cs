using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Nodepoint.IspConfig.Dns.Live.Signing;

/// <summary>A DNSKEY record of a zone (RFC 4034 2).</summary>
/// <param name="Owner">The zone, with a trailing dot.</param>
/// <param name="Data">The data of the record.</param>
internal sealed record ZoneKey(string Owner, byte[] Data)
{
    // Flags, protocol and algorithm come before the key.
    private const int Header = 4;
    private const int ZoneFlag = 0x0100;
    private const int RevokeFlag = 0x0080;

    /// <summary>The algorithm (IANA registry of DNSSEC algorithm numbers).</summary>
    public int Algorithm => Data[3];

    /// <summary>Whether the key can sign the zone.</summary>
    public bool IsZoneKey => (BinaryPrimitives.ReadUInt16BigEndian(Data) & (ZoneFlag | RevokeFlag)) == ZoneFlag;

    /// <summary>The number by which signatures and DS records refer to the key (RFC 4034 appendix B).</summary>
    public int Tag
    {
        get
        {
            var sum = 0;
            for (var at = 0; at < Data.Length; at++) sum += (at & 1) == 0 ? Data[at] << 8 : Data[at];
            return (sum + (sum >> 16)) & 0xFFFF;
        }
    }

    /// <summary>Reads a record.</summary>
    /// <param name="record">The DNSKEY record.</param>
    /// <returns>The key; null if the data is too short.</returns>
    public static ZoneKey? Read(DnsResponseRecord record) => record.Data.Length > Header ? new ZoneKey(record.Name, record.Data) : null;

    /// <summary>Whether a DS record is about this key (RFC 4034 5.1.4, RFC 4509, RFC 6605).</summary>
    /// <param name="ds">The data of the DS record.</param>
    /// <returns>Null if its digest type is not known.</returns>
    public bool? Matches(byte[] ds)
    {
        if (ds.Length <= Header || BinaryPrimitives.ReadUInt16BigEndian(ds) != Tag || ds[2] != Algorithm) return false;
        byte[] hashed = [.. WireName.Of(Owner), .. Data];
        byte[]? digest = ds[3] switch
        {
#pragma warning disable CA5350 // DS records of type 1 still exist.
            1 => SHA1.HashData(hashed),
#pragma warning restore CA5350
            2 => SHA256.HashData(hashed),
            4 => SHA384.HashData(hashed),
            _ => null,
        };
        return digest is null ? null : digest.AsSpan().SequenceEqual(ds.AsSpan(Header));
    }

    /// <summary>Whether a signature over data was made with this key.</summary>
    /// <param name="data">The signed data.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Null if the algorithm cannot be checked.</returns>
    public bool? Verifies(byte[] data, byte[] signature)
    {
        try
        {
            return Algorithm switch
            {
                5 or 7 => VerifiesRsa(data, signature, HashAlgorithmName.SHA1),
                8 => VerifiesRsa(data, signature, HashAlgorithmName.SHA256),
                10 => VerifiesRsa(data, signature, HashAlgorithmName.SHA512),
                13 => VerifiesCurve(data, signature, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
                14 => VerifiesCurve(data, signature, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
                _ => null,
            };
        }
        // Such as SHA-1 where the system's policy forbids it.
        catch (CryptographicException) { return null; }
    }

    // RFC 3110 2.
    private bool VerifiesRsa(byte[] data, byte[] signature, HashAlgorithmName hash)
    {
        var key = Data.AsSpan(Header);
        var (length, start) = key[0] > 0 ? (key[0], 1) : (BinaryPrimitives.ReadUInt16BigEndian(key[1..]), 3);
        if (key.Length <= start + length) return false;
        using var rsa = RSA.Create(new RSAParameters { Exponent = key.Slice(start, length).ToArray(), Modulus = key[(start + length)..].ToArray() });
        return rsa.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1);
    }

    // RFC 6605 4.
    private bool VerifiesCurve(byte[] data, byte[] signature, ECCurve curve, HashAlgorithmName hash)
    {
        var key = Data.AsSpan(Header);
        using var curveKey = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = key[..(key.Length / 2)].ToArray(), Y = key[(key.Length / 2)..].ToArray() } });
        return curveKey.VerifyData(data, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
