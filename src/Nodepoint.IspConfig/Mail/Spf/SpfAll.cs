using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>What an SPF policy says of addresses that no mechanism names: the mechanism <c>all</c> (RFC 7208 5.1).</summary>
public enum SpfAll
{
    /// <summary>They may send: +all.</summary>
    [Word("+all")] Pass,

    /// <summary>Nothing is said of them: ?all.</summary>
    [Word("?all")] Neutral,

    /// <summary>They probably may not send: ~all.</summary>
    [Word("~all")] SoftFail,

    /// <summary>They may not send: -all.</summary>
    [Word("-all")] Fail,
}
