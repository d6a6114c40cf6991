namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What a name server answers in general (RFC 1035 4.1.1, RFC 6895). Other codes occur.</summary>
internal enum DnsResponseCode
{
    /// <summary>No error. The name exists, or something below it.</summary>
    NoError = 0,

    /// <summary>The server did not understand the question.</summary>
    FormatError = 1,

    /// <summary>The server cannot answer, such as for a zone that it could not load.</summary>
    ServerFailure = 2,

    /// <summary>The name does not exist.</summary>
    NameError = 3,

    /// <summary>The server does not know this kind of question.</summary>
    NotImplemented = 4,

    /// <summary>The server does not answer this question to this computer, such as for a zone that it does not have.</summary>
    Refused = 5,

    /// <summary>The server is not authoritative for the zone.</summary>
    NotAuthoritative = 9,
}
