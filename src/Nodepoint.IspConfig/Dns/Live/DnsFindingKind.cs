namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What the test of a zone has found.</summary>
public enum DnsFindingKind
{
    /// <summary>A server did not answer.</summary>
    NoAnswer,

    /// <summary>A server does not serve the zone.</summary>
    NotServed,

    /// <summary>A server answers over UDP, but not over TCP.</summary>
    NoTcp,

    /// <summary>A server has an older serial than the panel.</summary>
    OldSerial,

    /// <summary>A server has a newer serial than the panel.</summary>
    NewerSerial,

    /// <summary>The SOA record differs from the panel's.</summary>
    SoaDiffers,

    /// <summary>A record of the panel is missing on a server.</summary>
    MissingRecord,

    /// <summary>A server has a record that the panel does not have.</summary>
    SurplusRecord,

    /// <summary>A record has another value than on the panel.</summary>
    DifferentRecord,

    /// <summary>Records have another time to live than on the panel.</summary>
    DifferentTtl,

    /// <summary>Records with the same name and type have several times to live on the panel.</summary>
    SeveralTtls,

    /// <summary>A server transfers the zone to this computer, which the panel does not list for it.</summary>
    OpenTransfer,

    /// <summary>A server answers questions about other domains.</summary>
    OpenRecursion,

    /// <summary>The name of a name server has no address.</summary>
    UnknownAddress,

    /// <summary>The zone is switched off on the panel, or has no name server there.</summary>
    NotPublished,

    /// <summary>The parent zone does not name the zone's servers.</summary>
    NotDelegated,

    /// <summary>The parent zone names other servers than the zone itself.</summary>
    DelegationDiffers,

    /// <summary>The parent zone has no address for a name server in the zone.</summary>
    GlueMissing,

    /// <summary>The parent zone has another address for a name server in the zone.</summary>
    GlueDiffers,

    /// <summary>A record of the panel breaks a rule of the DNS.</summary>
    InvalidRecord,

    /// <summary>The zone is not signed, although the panel or the parent zone says so.</summary>
    NotSigned,

    /// <summary>Signatures are missing.</summary>
    SignatureMissing,

    /// <summary>Signatures are expired or not valid yet, or do not match the data.</summary>
    SignatureInvalid,

    /// <summary>Signatures expire soon.</summary>
    SignatureExpiresSoon,

    /// <summary>The parent zone has no DS record for the signed zone.</summary>
    DsMissing,

    /// <summary>No key of the zone matches the DS records of the parent zone.</summary>
    DsDiffers,

    /// <summary>Something could not be checked.</summary>
    NotChecked,
}
