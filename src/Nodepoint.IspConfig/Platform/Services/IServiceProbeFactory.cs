namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>Creates what talks to services.</summary>
internal interface IServiceProbeFactory
{
    /// <summary>Creates what talks IMAP.</summary>
    IServiceProbe CreateImapProbe();

    /// <summary>Creates what talks POP3.</summary>
    IServiceProbe CreatePop3Probe();

    /// <summary>Creates what talks FTP.</summary>
    IServiceProbe CreateFtpProbe();

    /// <summary>Creates what talks HTTP.</summary>
    IServiceProbe CreateHttpProbe();

    /// <summary>Creates what only reads the first line of a service.</summary>
    IServiceProbe CreateBannerProbe();
}
