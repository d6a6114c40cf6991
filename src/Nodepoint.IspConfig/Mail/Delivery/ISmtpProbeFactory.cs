namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>Creates what talks to mail servers.</summary>
internal interface ISmtpProbeFactory
{
    /// <summary>Creates it.</summary>
    ISmtpProbe CreateSmtpProbe();
}
