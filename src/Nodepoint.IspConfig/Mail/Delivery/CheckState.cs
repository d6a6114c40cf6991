namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>The result of one check of a mail domain.</summary>
public enum CheckState
{
    /// <summary>It is as it should be.</summary>
    Pass,

    /// <summary>It works, but something should be changed.</summary>
    Warn,

    /// <summary>Mail is lost, refused, or taken for spam because of it.</summary>
    Fail,

    /// <summary>It was not checked: a server did not answer, or it does not apply to the domain.</summary>
    Skip,
}
