using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A row of the table that aliases, forwards, catch-alls and alias domains share.</summary>
[PanelObject("mail_forward", Form = "mail/mail_forward", Table = "mail_forwarding", IdColumn = "forwarding_id", Title = "forwarding")]
public sealed partial record MailForwarding : PanelObject
{
    /// <summary>Address, or domain with a leading @, that is redirected; the natural key.</summary>
    [Column("source"), Key, EndsWithKeyOf(typeof(MailDomain), '@', Whole = "Address", Part = "LocalPart", Name = "Domain")] public string Source { get; init; } = "";

    /// <summary>Address or addresses that receive the mail.</summary>
    [Column("destination")] public string Destination { get; init; } = "";

    /// <summary>alias, aliasdomain, forward or catchall.</summary>
    [Column("type")] public string Type { get; init; } = "";

    /// <summary>Whether the forwarding is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Whether the row makes a whole domain an alias of another one.</summary>
    public bool IsAliasDomain => Type == "aliasdomain";
}

public sealed partial class MailForwardingNoun
{
    /// <inheritdoc/>
    public override string TitleOf(MailForwarding value)
        => value.Type switch { "alias" => "mail alias", "forward" => "mail forward", "catchall" => "catch-all", _ => "alias domain" };
}
