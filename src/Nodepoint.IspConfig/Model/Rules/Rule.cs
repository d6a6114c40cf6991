using System.Runtime.CompilerServices;

namespace Nodepoint.IspConfig.Model.Rules;

/// <summary>A rule that this library checks before anything is sent: what the panel refuses, and what it accepts although its servers cannot use it.</summary>
/// <remarks>An ID never changes: scripts tell errors apart by it. docs/about_Nodepoint_Errors.help.txt lists the rules.</remarks>
public sealed record Rule
{
    private Rule(RuleKind kind, string summary, [CallerMemberName] string id = "")
    {
        Id = id;
        Kind = kind;
        Summary = summary;
    }

    /// <summary>The server does not have the IP address.</summary>
    public static Rule AddressNotOnServer { get; } = new(RuleKind.NotFound, "The server does not have the IP address.");

    /// <summary>Another mailbox, alias, forward or list uses the email address.</summary>
    public static Rule AddressTaken { get; } = new(RuleKind.Taken, "Another mailbox, alias, forward or list uses the email address.");

    /// <summary>A value of an existing object cannot be changed.</summary>
    public static Rule ChangeNotAllowed { get; } = new(RuleKind.NotAllowed, "A value of an existing object cannot be changed.");

    /// <summary>The panel's data log does not have the change, or does not have it any more.</summary>
    public static Rule ChangeNotLogged { get; } = new(RuleKind.NotFound, "The panel's data log does not have the change, or does not have it any more.");

    /// <summary>The object does not belong to a client, which the panel requires.</summary>
    public static Rule ClientRequired { get; } = new(RuleKind.NotAllowed, "The object does not belong to a client, which the panel requires.");

    /// <summary>The values of two parameters contradict each other.</summary>
    public static Rule ConflictingParameters { get; } = new(RuleKind.Conflict, "The values of two parameters contradict each other.");

    /// <summary>A client cannot be copied, because of what the other panel has or lacks.</summary>
    public static Rule CopyConflict { get; } = new(RuleKind.Taken, "A client cannot be copied, because of what the other panel has or lacks.");

    /// <summary>No credential is specified, or the saved panel's secret cannot be used.</summary>
    public static Rule CredentialMissing { get; } = new(RuleKind.Missing, "No credential is specified, or the saved panel's secret cannot be used.");

    /// <summary>Mail cannot be sent to the destination.</summary>
    public static Rule DestinationNotAllowed { get; } = new(RuleKind.NotAllowed, "Mail cannot be sent to the destination.");

    /// <summary>The website has no directory on the server yet.</summary>
    public static Rule DirectoryMissing { get; } = new(RuleKind.Missing, "The website has no directory on the server yet.");

    /// <summary>DKIM is enabled, or a key is to be rotated, for a mail domain without a key.</summary>
    public static Rule DkimKeyMissing { get; } = new(RuleKind.Missing, "DKIM is enabled, or a key is to be rotated, for a mail domain without a key.");

    /// <summary>The domain is used in a way that rules this out, such as by mailboxes.</summary>
    public static Rule DomainInUse { get; } = new(RuleKind.Taken, "The domain is used in a way that rules this out, such as by mailboxes.");

    /// <summary>The domain is an alias of another mail domain.</summary>
    public static Rule DomainIsAlias { get; } = new(RuleKind.Conflict, "The domain is an alias of another mail domain.");

    /// <summary>A file exists already and has another content.</summary>
    public static Rule FileExists { get; } = new(RuleKind.Taken, "A file exists already and has another content.");

    /// <summary>A certificate cannot be read, or cannot be used for the website.</summary>
    public static Rule InvalidCertificate { get; } = new(RuleKind.InvalidValue, "A certificate cannot be read, or cannot be used for the website.");

    /// <summary>A DKIM key or its record cannot be read, or cannot be used.</summary>
    public static Rule InvalidDkimKey { get; } = new(RuleKind.InvalidValue, "A DKIM key or its record cannot be read, or cannot be used.");

    /// <summary>A DKIM selector is not valid.</summary>
    public static Rule InvalidDkimSelector { get; } = new(RuleKind.InvalidValue, "A DKIM selector is not valid.");

    /// <summary>A DMARC policy or one of its values is not valid, so that receivers would ignore it.</summary>
    public static Rule InvalidDmarcRecord { get; } = new(RuleKind.InvalidValue, "A DMARC policy or one of its values is not valid, so that receivers would ignore it.");

    /// <summary>A DNS name, value or priority is not valid for the record type.</summary>
    public static Rule InvalidDnsData { get; } = new(RuleKind.InvalidValue, "A DNS name, value or priority is not valid for the record type.");

    /// <summary>A domain name is not valid for the object.</summary>
    public static Rule InvalidDomainName { get; } = new(RuleKind.InvalidValue, "A domain name is not valid for the object.");

    /// <summary>An email address is not valid, or the panel does not accept it.</summary>
    public static Rule InvalidEmailAddress { get; } = new(RuleKind.InvalidValue, "An email address is not valid, or the panel does not accept it.");

    /// <summary>A text is not an IP address or network.</summary>
    public static Rule InvalidIPAddress { get; } = new(RuleKind.InvalidValue, "A text is not an IP address or network.");

    /// <summary>A name has characters or a length that are not allowed.</summary>
    public static Rule InvalidName { get; } = new(RuleKind.InvalidValue, "A name has characters or a length that are not allowed.");

    /// <summary>A text is not the name or address of a name server.</summary>
    public static Rule InvalidNameServer { get; } = new(RuleKind.InvalidValue, "A text is not the name or address of a name server.");

    /// <summary>A text is not the address of a panel.</summary>
    public static Rule InvalidPanelAddress { get; } = new(RuleKind.InvalidValue, "A text is not the address of a panel.");

    /// <summary>A password is too weak for the panel, or too long.</summary>
    public static Rule InvalidPassword { get; } = new(RuleKind.InvalidValue, "A password is too weak for the panel, or too long.");

    /// <summary>A path is not valid, or is outside the website's directory.</summary>
    public static Rule InvalidPath { get; } = new(RuleKind.InvalidValue, "A path is not valid, or is outside the website's directory.");

    /// <summary>A regular expression is not valid.</summary>
    public static Rule InvalidPattern { get; } = new(RuleKind.InvalidValue, "A regular expression is not valid.");

    /// <summary>Permissions contain other letters than r, i, u and d, or one twice.</summary>
    public static Rule InvalidPermissions { get; } = new(RuleKind.InvalidValue, "Permissions contain other letters than r, i, u and d, or one twice.");

    /// <summary>The profile of a platform has a value that cannot be used.</summary>
    public static Rule InvalidPlatformProfile { get; } = new(RuleKind.InvalidValue, "The profile of a platform has a value that cannot be used.");

    /// <summary>The private key of a certificate cannot be read or used.</summary>
    public static Rule InvalidPrivateKey { get; } = new(RuleKind.InvalidValue, "The private key of a certificate cannot be read or used.");

    /// <summary>A value does not refer to an object that can be used here.</summary>
    public static Rule InvalidReference { get; } = new(RuleKind.InvalidValue, "A value does not refer to an object that can be used here.");

    /// <summary>A cron schedule or one of its fields is not valid.</summary>
    public static Rule InvalidSchedule { get; } = new(RuleKind.InvalidValue, "A cron schedule or one of its fields is not valid.");

    /// <summary>The search term of a mailbox filter is not valid.</summary>
    public static Rule InvalidSearchTerm { get; } = new(RuleKind.InvalidValue, "The search term of a mailbox filter is not valid.");

    /// <summary>The source of a mail access rule is not valid for its type.</summary>
    public static Rule InvalidSource { get; } = new(RuleKind.InvalidValue, "The source of a mail access rule is not valid for its type.");

    /// <summary>An SPF policy is not valid, so that receivers would treat it as an error.</summary>
    public static Rule InvalidSpfRecord { get; } = new(RuleKind.InvalidValue, "An SPF policy is not valid, so that receivers would treat it as an error.");

    /// <summary>A text is not a public SSH key.</summary>
    public static Rule InvalidSshKey { get; } = new(RuleKind.InvalidValue, "A text is not a public SSH key.");

    /// <summary>A folder or file is not a state, or has a value that cannot be used.</summary>
    public static Rule InvalidState { get; } = new(RuleKind.InvalidValue, "A folder or file is not a state, or has a value that cannot be used.");

    /// <summary>A text is too long, or has characters that cannot be stored.</summary>
    public static Rule InvalidText { get; } = new(RuleKind.InvalidValue, "A text is too long, or has characters that cannot be stored.");

    /// <summary>A mail transport is not valid.</summary>
    public static Rule InvalidTransport { get; } = new(RuleKind.InvalidValue, "A mail transport is not valid.");

    /// <summary>A URL is required, and the value is not one.</summary>
    public static Rule InvalidUrl { get; } = new(RuleKind.InvalidValue, "A URL is required, and the value is not one.");

    /// <summary>The user name of a client is not valid.</summary>
    public static Rule InvalidUserName { get; } = new(RuleKind.InvalidValue, "The user name of a client is not valid.");

    /// <summary>The columns of a row name different objects.</summary>
    public static Rule KeyMismatch { get; } = new(RuleKind.Conflict, "The columns of a row name different objects.");

    /// <summary>The object cannot be moved to another parent.</summary>
    public static Rule MoveNotAllowed { get; } = new(RuleKind.NotAllowed, "The object cannot be moved to another parent.");

    /// <summary>A name is reserved for the server.</summary>
    public static Rule NameReserved { get; } = new(RuleKind.NotAllowed, "A name is reserved for the server.");

    /// <summary>No name server of the zone is known.</summary>
    public static Rule NameServersMissing { get; } = new(RuleKind.NotFound, "No name server of the zone is known.");

    /// <summary>A question about a dangerous operation was answered with no.</summary>
    public static Rule NotConfirmed { get; } = new(RuleKind.NotAllowed, "A question about a dangerous operation was answered with no.");

    /// <summary>The panel's version does not have a value that was specified.</summary>
    public static Rule NotOnThisPanel { get; } = new(RuleKind.NotAllowed, "The panel's version does not have a value that was specified.");

    /// <summary>An empty value was specified for a key, filter, or reference.</summary>
    public static Rule NothingSpecified { get; } = new(RuleKind.Missing, "An empty value was specified for a key, filter, or reference.");

    /// <summary>Several panels were specified for a command that works on one.</summary>
    public static Rule OnePanelOnly { get; } = new(RuleKind.Conflict, "Several panels were specified for a command that works on one.");

    /// <summary>The client cannot own the object, or related objects have other owners.</summary>
    public static Rule OwnerNotAllowed { get; } = new(RuleKind.NotAllowed, "The client cannot own the object, or related objects have other owners.");

    /// <summary>No panel is specified, and none is set in the environment.</summary>
    public static Rule PanelMissing { get; } = new(RuleKind.Missing, "No panel is specified, and none is set in the environment.");

    /// <summary>No parent is specified, such as the website of a cron job.</summary>
    public static Rule ParentMissing { get; } = new(RuleKind.Missing, "No parent is specified, such as the website of a cron job.");

    /// <summary>The service does not support the specified password hash.</summary>
    public static Rule PasswordHashNotSupported { get; } = new(RuleKind.InvalidValue, "The service does not support the specified password hash.");

    /// <summary>A password column holds a password hash.</summary>
    public static Rule PasswordIsHash { get; } = new(RuleKind.InvalidValue, "A password column holds a password hash.");

    /// <summary>A password is required.</summary>
    public static Rule PasswordMissing { get; } = new(RuleKind.Missing, "A password is required.");

    /// <summary>An alias or forward would send mail to itself.</summary>
    public static Rule PointsToItself { get; } = new(RuleKind.Conflict, "An alias or forward would send mail to itself.");

    /// <summary>A name server does not answer with a record within the time limit.</summary>
    public static Rule RecordNotServed { get; } = new(RuleKind.TimedOut, "A name server does not answer with a record within the time limit.");

    /// <summary>The file of the saved panels cannot be read.</summary>
    public static Rule SavedPanelsDamaged { get; } = new(RuleKind.InvalidValue, "The file of the saved panels cannot be read.");

    /// <summary>The object cannot be on the specified server.</summary>
    public static Rule ServerNotAllowed { get; } = new(RuleKind.NotAllowed, "The object cannot be on the specified server.");

    /// <summary>More of a zone would be changed or removed than -MaxChange allows.</summary>
    public static Rule TooManyChanges { get; } = new(RuleKind.NotAllowed, "More of a zone would be changed or removed than -MaxChange allows.");

    /// <summary>The remote API cannot take back a change, or the data log does not have what is needed for it.</summary>
    public static Rule UndoNotPossible { get; } = new(RuleKind.NotAllowed, "The remote API cannot take back a change, or the data log does not have what is needed for it.");

    /// <summary>A value that the object needs is missing or empty.</summary>
    public static Rule ValueMissing { get; } = new(RuleKind.Missing, "A value that the object needs is missing or empty.");

    /// <summary>A number is too small or too large.</summary>
    public static Rule ValueOutOfRange { get; } = new(RuleKind.InvalidValue, "A number is too small or too large.");

    /// <summary>An object of another kind than the one that is needed.</summary>
    public static Rule WrongObject { get; } = new(RuleKind.Conflict, "An object of another kind than the one that is needed.");

    /// <summary>The object belongs to another panel than the one that the command works on.</summary>
    public static Rule WrongPanel { get; } = new(RuleKind.Conflict, "The object belongs to another panel than the one that the command works on.");

    /// <summary>All rules, sorted by ID.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        AddressNotOnServer, AddressTaken, ChangeNotAllowed, ChangeNotLogged, ClientRequired, ConflictingParameters, CopyConflict, CredentialMissing,
        DestinationNotAllowed, DirectoryMissing, DkimKeyMissing, DomainInUse, DomainIsAlias, FileExists, InvalidCertificate, InvalidDkimKey,
         InvalidDkimSelector, InvalidDmarcRecord, InvalidDnsData, InvalidDomainName, InvalidEmailAddress, InvalidIPAddress, InvalidName,
         InvalidNameServer, InvalidPanelAddress, InvalidPassword, InvalidPath, InvalidPattern, InvalidPermissions, InvalidPlatformProfile,
         InvalidPrivateKey, InvalidReference, InvalidSchedule, InvalidSearchTerm, InvalidSource, InvalidSpfRecord, InvalidSshKey, InvalidState, InvalidText,
         InvalidTransport, InvalidUrl, InvalidUserName, KeyMismatch, MoveNotAllowed, NameReserved, NameServersMissing, NotConfirmed, NotOnThisPanel,
         NothingSpecified, OnePanelOnly, OwnerNotAllowed, PanelMissing, ParentMissing, PasswordHashNotSupported, PasswordIsHash, PasswordMissing, PointsToItself,
         RecordNotServed, SavedPanelsDamaged, ServerNotAllowed, TooManyChanges, UndoNotPossible, ValueMissing, ValueOutOfRange, WrongObject, WrongPanel,
    ];

    /// <summary>The ID, which is the name of the property.</summary>
    public string Id { get; }

    /// <summary>The kind of the problem.</summary>
    public RuleKind Kind { get; }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>Returns the ID.</summary>
    /// <returns>The ID.</returns>
    public override string ToString() => Id;
}
