namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>The mechanisms of SPF (RFC 7208 5).</summary>
internal enum SpfMechanismKind
{
    All,
    Include,
    A,
    Mx,
    Ptr,
    IP4,
    IP6,
    Exists,
}
