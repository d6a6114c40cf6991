using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.HostedDomains;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Creates a customer's domain with all that belongs to it: client, DNS zone, mail domain, DKIM, SPF, DMARC, mailboxes, website, and FTP user.</summary>
/// <remarks>All steps are checked before the first one is sent. If one fails nevertheless, what the command has made for the domain is removed again. What exists already is kept, so that the same command can be run again.</remarks>
[Cmdlet(VerbsCommon.New, "NpHostedDomain", DefaultParameterSetName = "One", SupportsShouldProcess = true)]
[OutputType(typeof(HostedDomainStep))]
[Journaled]
public sealed partial class NewNpHostedDomainCommand : PanelCommand
{
    /// <summary>The parameters that rows can set.</summary>
    internal static readonly RowParameters FromRows = new(typeof(NewNpHostedDomainCommand), nameof(Domain), nameof(Client), nameof(Mailbox), nameof(Website), nameof(FtpUser), nameof(FtpUserName), nameof(Dkim), nameof(Spf),
        nameof(SpfPolicy), nameof(Dmarc), nameof(DmarcPolicy), nameof(NameServer), nameof(HostMaster), nameof(Address), nameof(MailExchanger), nameof(CompanyName), nameof(ContactName), nameof(Email), nameof(Street),
        nameof(PostalCode), nameof(City), nameof(Country), nameof(Telephone), nameof(CustomerNumber), nameof(Language));

    private readonly RowInput _input = new();
    private int _restored;

    /// <summary>A row, such as one from Import-NpCsv. Properties with the name or an alias of a parameter set that parameter, unless it is specified on the command line.</summary>
    [Parameter(ParameterSetName = RowInput.Set, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The domain, such as shop.example.</summary>
    [Parameter(ParameterSetName = "One", Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = RowInput.Set, Position = 0)]
    [Alias("DomainName", "Origin")]
    [TextInput(FromRow = true, NotEmpty = true)]
    public string? Domain { get; set => field = _input.Typed(value); }

    /// <summary>The user name of the client that owns the domain. A client that does not exist is created, with a generated password.</summary>
    [Parameter(ParameterSetName = "One", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = RowInput.Set, Position = 1)]
    [Alias("Username")]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public string? Client { get; set => field = _input.Typed(value); }

    /// <summary>The mailboxes to create, as names such as info or as addresses of the domain. Their passwords are generated, and returned once.</summary>
    [Parameter]
    [Alias("Mailboxes")]
    [ListInput(FromRow = true)]
    public string[]? Mailbox { get; set => field = _input.Typed(value); }

    /// <summary>Creates a website for the domain.</summary>
    [Parameter]
    [YesNoInput(FromRow = true)]
    public SwitchParameter Website { get; set => field = _input.Typed(value); }

    /// <summary>Creates an FTP user for the website, with a generated password. Its name is -FtpUserName, or else that of the domain.</summary>
    [Parameter]
    [YesNoInput(FromRow = true)]
    public SwitchParameter FtpUser { get; set => field = _input.Typed(value); }

    /// <summary>The name of the FTP user, which is then created. The panel puts its prefix before it.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    public string? FtpUserName { get; set => field = _input.Typed(value); }

    /// <summary>Signs the mail of the domain: creates a DKIM key and publishes it.</summary>
    [Parameter]
    [YesNoInput(FromRow = true)]
    public SwitchParameter Dkim { get; set => field = _input.Typed(value); }

    /// <summary>Publishes the SPF policy of the platform profile or, without one, v=spf1 mx -all.</summary>
    [Parameter]
    [YesNoInput(FromRow = true)]
    public SwitchParameter Spf { get; set => field = _input.Typed(value); }

    /// <summary>The SPF policy to publish, instead of that of the platform profile.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    public string? SpfPolicy { get; set => field = _input.Typed(value); }

    /// <summary>Publishes the DMARC policy of the platform profile or, without one, v=DMARC1; p=none.</summary>
    [Parameter]
    [YesNoInput(FromRow = true)]
    public SwitchParameter Dmarc { get; set => field = _input.Typed(value); }

    /// <summary>The DMARC policy to publish, instead of that of the platform profile.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    public string? DmarcPolicy { get; set => field = _input.Typed(value); }

    /// <summary>The name servers of the zone; the first one is the primary. The default is those of the platform profile.</summary>
    [Parameter]
    [Alias("Ns")]
    [ListInput(FromRow = true, NotEmpty = true)]
    public string[]? NameServer { get; set => field = _input.Typed(value); }

    /// <summary>The email address of the zone's administrator. The default is that of the platform profile, or else hostmaster at the domain.</summary>
    [Parameter]
    [Alias("Mbox")]
    [TextInput(FromRow = true, NotEmpty = true)]
    public string? HostMaster { get; set => field = _input.Typed(value); }

    /// <summary>The IPv4 and IPv6 addresses of the domain and of www. The default is the address of the platform profile.</summary>
    [Parameter]
    [ListInput(FromRow = true, NotEmpty = true)]
    public string[]? Address { get; set => field = _input.Typed(value); }

    /// <summary>The MX records: host names, each with a preference before it if that is not 10, such as '20 mail2.example.com'. The default is those of the platform profile, or else its mail host.</summary>
    [Parameter]
    [Alias("Mx")]
    [ListInput(FromRow = true, NotEmpty = true)]
    public string[]? MailExchanger { get; set => field = _input.Typed(value); }

    /// <summary>The company of a client that is created. A client that exists is not changed.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    public string? CompanyName { get; set => field = _input.Typed(value); }

    /// <summary>The contact name of a client that is created. The default is its company, or else its user name.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    public string? ContactName { get; set => field = _input.Typed(value); }

    /// <summary>The email address of a client that is created. The default is the first mailbox, or else postmaster at the domain.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    public string? Email { get; set => field = _input.Typed(value); }

    /// <summary>The street of a client that is created.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    public string? Street { get; set => field = _input.Typed(value); }

    /// <summary>The postal code of a client that is created.</summary>
    [Parameter]
    [Alias("Zip")]
    [TextInput(FromRow = true)]
    public string? PostalCode { get; set => field = _input.Typed(value); }

    /// <summary>The city of a client that is created.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    public string? City { get; set => field = _input.Typed(value); }

    /// <summary>The country of a client that is created, as two letters such as DE.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(CountryCompleter))]
    public string? Country { get; set => field = _input.Typed(value); }

    /// <summary>The telephone number of a client that is created.</summary>
    [Parameter]
    [Alias("Phone")]
    [TextInput(FromRow = true)]
    public string? Telephone { get; set => field = _input.Typed(value); }

    /// <summary>The customer number of a client that is created.</summary>
    [Parameter]
    [Alias("CustomerNo")]
    [TextInput(FromRow = true)]
    public string? CustomerNumber { get; set => field = _input.Typed(value); }

    /// <summary>The language of a client that is created, as two letters such as en.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    public string? Language { get; set => field = _input.Typed(value); }

    /// <summary>Keeps what was made for a domain when a later step fails. Run the command again to complete the domain.</summary>
    [Parameter]
    public SwitchParameter KeepPartial { get; set; }

    /// <summary>Refuses a domain that exceeds a limit of its client. The remote API does not enforce limits; without this switch, the cmdlet only warns.</summary>
    [Parameter]
    public SwitchParameter EnforceLimit { get; set; }

    /// <summary>Does not warn of columns that the cmdlet does not use.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnknownColumn { get; set; }

    /// <summary>What is left on the command line, which is an error.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object[]? Rest { get; set; }

    // A row does not name objects of the panel.
    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => base.RowValues.Where(static one => one.Key != nameof(InputObject));

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        if (RestArguments.Find(this, Rest) is { } problem) ThrowTerminatingError(problem);
        _input.Begin(this, FromRows, Put, () => InputObject, Runner, IgnoreUnknownColumn);
        Runner.AtEnd((report, _) =>
        {
            if (_restored is > 0 and var count)
                report.Warn($"The generated passwords of {(count == 1 ? "1 domain" : $"{count} domains")} were returned only by an earlier run. If they were lost, set new ones with Set-NpClientPassword, Set-NpMailbox, and Set-NpFtpUser.");
        });
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        _input.End();
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!_input.TryRead(InputObject, out var unreadable))
        {
            if (unreadable is not null) Runner.Refuse(InputObject, RowRunner.UnreadableRow, unreadable);
            return;
        }

        var about = new RowSubject(DomainText.TryToAscii(Domain!.Trim().TrimEnd('.'), out var ascii) is null ? ascii : Domain);
        if (!TryUsePanel(Domain, out var panel, out var error))
        {
            Runner.Refuse(Domain, Domain, error!, about);
            return;
        }

        HostedDomainRequest request;
        try { request = Input().ToRequest(((Writers)panel.Writer!).Profile, panel.Connection.Name); }
        catch (RuleException problem)
        {
            Runner.Refuse(Domain, Domain, PanelErrors.Record(problem, Domain), about);
            return;
        }

        Runner.Run(new RowWork(Domain, request.Domain, (row, cancel) => CreateAsync(row, request, cancel))
        {
            What = $"hosted domain {request.Domain}",
            Action = "Create",
            PlanAsync = (row, _) => Task.FromResult<WritePlan>(Writer(row).Plan(request, row)),
            IsPlannedInOrder = true,
            About = about,
            // The first domain of a client creates it, and the others have to see that.
            Subject = request.Client.Username,
            Restore = (_, stored) =>
            {
                var steps = JsonSerializer.Deserialize(stored.Span, JournalJson.Default.HostedDomainStepArray);
                if (steps?.Any(static step => step.Action == HostedDomainAction.Created && step.Step is HostedDomainStepKind.Client or HostedDomainStepKind.Mailbox or HostedDomainStepKind.FtpUser) == true) _restored++;
                return steps;
            },
        });
    }

    private protected override object CreateWriter(CommandPanel panel)
    {
        var profile = HostedDomainProfile.Find(this, panel.Connection);
        var resolver = new RememberingResolver(LiveResolvers.Create(this, null, "Resolver", panel.Connection), StopToken);
        return new Writers(profile, new HostedDomainWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), resolver, new WriteOptions { EnforceLimits = EnforceLimit })
        {
            Ttl = type => profile?.TtlOf(type.ToString()),
        });
    }

    private static HostedDomainWriter Writer(Row row) => ((Writers)row.Panel.Writer!).Domains;

    private static async Task CreateAsync(Row row, HostedDomainRequest request, CancellationToken cancel)
    {
        IReadOnlyList<HostedDomainStep> done = [];
        var zone = await Writer(row).CreateAsync(request, row, steps =>
        {
            done = steps;
            foreach (var step in steps) row.Write(step);
        }, cancel).ConfigureAwait(false);
        row.Keep(zone.Id, () => JsonSerializer.SerializeToUtf8Bytes([.. done], JournalJson.Default.HostedDomainStepArray));
    }

    private HostedDomainInput Input()
    {
        var given = ColumnSet.Empty;
        var client = new Client();
        Set(CompanyName, ClientNoun.CompanyNameOrdinal, value => client with { CompanyName = value });
        Set(ContactName, ClientNoun.ContactNameOrdinal, value => client with { ContactName = value });
        Set(Email, ClientNoun.EmailOrdinal, value => client with { Email = value });
        Set(Street, ClientNoun.StreetOrdinal, value => client with { Street = value });
        Set(PostalCode, ClientNoun.PostalCodeOrdinal, value => client with { PostalCode = value });
        Set(City, ClientNoun.CityOrdinal, value => client with { City = value });
        Set(Country, ClientNoun.CountryOrdinal, value => client with { Country = value });
        Set(Telephone, ClientNoun.TelephoneOrdinal, value => client with { Telephone = value });
        Set(CustomerNumber, ClientNoun.CustomerNumberOrdinal, value => client with { CustomerNumber = value });
        Set(Language, ClientNoun.LanguageOrdinal, value => client with { Language = value });
        return new HostedDomainInput(Domain!, Client!)
        {
            Details = client, Given = given, NameServers = NameServer, HostMaster = HostMaster, Addresses = Address, MailExchangers = MailExchanger, HasDkim = Dkim, HasSpf = Spf, SpfPolicy = SpfPolicy, HasDmarc = Dmarc,
            DmarcPolicy = DmarcPolicy, Mailboxes = Mailbox ?? [], HasWebsite = Website, HasFtpUser = FtpUser, FtpUserName = FtpUserName, KeepPartial = KeepPartial,
        };

        void Set(string? value, int ordinal, Func<string, Client> change)
        {
            if (value is null) return;
            (client, given) = (change(value), given.With(ordinal));
        }
    }

    private void Put(int parameter, object? value)
    {
        switch (parameter)
        {
            case 0: Domain = (string?)value; break;
            case 1: Client = (string?)value; break;
            case 2: Mailbox = (string[]?)value; break;
            case 3: Website = (SwitchParameter?)value ?? default; break;
            case 4: FtpUser = (SwitchParameter?)value ?? default; break;
            case 5: FtpUserName = (string?)value; break;
            case 6: Dkim = (SwitchParameter?)value ?? default; break;
            case 7: Spf = (SwitchParameter?)value ?? default; break;
            case 8: SpfPolicy = (string?)value; break;
            case 9: Dmarc = (SwitchParameter?)value ?? default; break;
            case 10: DmarcPolicy = (string?)value; break;
            case 11: NameServer = (string[]?)value; break;
            case 12: HostMaster = (string?)value; break;
            case 13: Address = (string[]?)value; break;
            case 14: MailExchanger = (string[]?)value; break;
            case 15: CompanyName = (string?)value; break;
            case 16: ContactName = (string?)value; break;
            case 17: Email = (string?)value; break;
            case 18: Street = (string?)value; break;
            case 19: PostalCode = (string?)value; break;
            case 20: City = (string?)value; break;
            case 21: Country = (string?)value; break;
            case 22: Telephone = (string?)value; break;
            case 23: CustomerNumber = (string?)value; break;
            case 24: Language = (string?)value; break;
        }
    }

    private sealed record Writers(PlatformProfile? Profile, HostedDomainWriter Domains);
}
