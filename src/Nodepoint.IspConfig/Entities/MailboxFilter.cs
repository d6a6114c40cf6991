namespace Nodepoint.IspConfig.Entities;

/// <summary>A filter rule of a mailbox; so far only what its removal needs.</summary>
[PanelObject("mail_user_filter", Form = "mail/mail_user_filter", IdColumn = "filter_id", Title = "mailbox filter")]
public sealed partial record MailboxFilter : PanelObject
{
    /// <summary>Its name; the natural key within a mailbox.</summary>
    [Column("rulename"), Key] public string Name { get; init; } = "";

    /// <summary>The number of its mailbox.</summary>
    [Column("mailuser_id"), Link(typeof(Mailbox), Parent = true), KeyPart] public long MailboxId { get; init; }
}
