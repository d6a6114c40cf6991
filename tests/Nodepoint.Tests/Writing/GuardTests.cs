using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Writing;
using Xunit;

namespace Nodepoint.Tests.Writing;

/// <summary>What a writer refuses, restores, and finishes, without any cmdlet.</summary>
public sealed class GuardTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_web_folder_gets_the_owner_of_its_website_and_no_other()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var site = (await ListAsync(panel, WebsiteNoun.Instance)).First(one => one.OwnerGroupId > 1);
        var owner = await new PanelLookup(panel.Connection).OwnerOfGroupAsync(site.OwnerGroupId, Cancel);
        var other = (await ListAsync(panel, ClientNoun.Instance)).First(client => client.Id != owner.ClientId);
        var addition = new Addition<WebFolder>(new WebFolder { WebsiteId = site.Id, Path = "private" }, ColumnSet.Empty.With(WebFolderNoun.PathOrdinal)) { Owner = new Reference<Client>(other) };
        var problem = await Assert.ThrowsAnyAsync<Exception>(() => Writer(panel, WebFolderNoun.Instance).PlanAdditionAsync(addition, Cancel));
        Assert.Contains("gets the owner of the record it belongs to", problem.Message, StringComparison.Ordinal);
        Assert.Empty(panel.Writes);
    }

    [Fact]
    public async Task A_client_that_is_no_reseller_cannot_own_a_client()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var client = (await ListAsync(panel, ClientNoun.Instance)).First(one => one.ClientLimit == 0);
        var addition = new Addition<Client>(new Client { Username = "newcomer", ContactName = "Newcomer" }, ColumnSet.Empty) { Owner = new Reference<Client>(client) };
        var problem = await Assert.ThrowsAnyAsync<Exception>(() => Writer(panel, ClientNoun.Instance).PlanAdditionAsync(addition, Cancel));
        Assert.Contains("is not a reseller", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_exist_is_refused()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var addition = new Addition<MailDomain>(new MailDomain { Domain = "elsewhere.example", ServerId = 99 }, ColumnSet.Empty.With(MailDomainNoun.DomainOrdinal).With(MailDomainNoun.ServerIdOrdinal));
        var problem = await Assert.ThrowsAsync<PanelException>(() => Writer(panel, MailDomainNoun.Instance).PlanAdditionAsync(addition, Cancel));
        Assert.Equal(FaultKind.NotFound, problem.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_limit_of_the_client_is_reported_or_enforced(bool enforced)
    {
        await using var panel = await RelayedPanel.StartAsync();
        var domain = await DomainAsync(panel);
        var owner = await new PanelLookup(panel.Connection).OwnerOfGroupAsync(domain.OwnerGroupId, Cancel);
        var lower = new Change<Client>(new Reference<Client>(owner.ClientId), new Client { MailboxLimit = 0 }, ColumnSet.Empty.With(ClientNoun.MailboxLimitOrdinal));
        await (await Writer(panel, ClientNoun.Instance).PlanChangeAsync(lower, new WriteLog(), Cancel)).CarryOutAsync(new WriteLog(), Cancel);
        var log = new WriteLog();
        var plan = await Writer(panel, MailboxNoun.Instance, new WriteOptions { EnforceLimits = enforced }).PlanAdditionAsync(Mailbox($"new@{domain.Domain}"), Cancel);
        if (enforced)
        {
            Assert.Equal(FaultKind.Refused, (await Assert.ThrowsAsync<PanelException>(() => plan.VerifyAsync(log, Cancel))).Kind);
            Assert.Equal(FaultKind.Refused, (await Assert.ThrowsAsync<PanelException>(() => plan.CarryOutAsync(log, Cancel))).Kind);
            return;
        }

        Assert.Equal(WriteOutcome.Added, (await plan.CarryOutAsync(log, Cancel)).Outcome);
        Assert.Contains(log.Warnings, warning => warning.Contains("exceeds the limit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_interrupted_run_has_stored_is_not_added_again()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var domain = await DomainAsync(panel);
        await (await Writer(panel, MailboxNoun.Instance).PlanAdditionAsync(Mailbox($"new@{domain.Domain}"), Cancel)).CarryOutAsync(new WriteLog(), Cancel);
        var sent = panel.Writes.Count;
        var log = new EarlierRun();
        var result = await (await Writer(panel, MailboxNoun.Instance).PlanAdditionAsync(Mailbox($"new@{domain.Domain}"), Cancel)).CarryOutAsync(log, Cancel);
        Assert.Equal(WriteOutcome.Added, result.Outcome);
        Assert.True(log.IsChecked);
        Assert.Equal(sent, panel.Writes.Count);
    }

    [Fact]
    public async Task What_somebody_else_has_stored_meanwhile_is_a_conflict()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var domain = await DomainAsync(panel);
        await (await Writer(panel, MailboxNoun.Instance).PlanAdditionAsync(Mailbox($"new@{domain.Domain}"), Cancel)).CarryOutAsync(new WriteLog(), Cancel);
        var wanted = Mailbox($"new@{domain.Domain}");
        wanted = wanted with { Value = wanted.Value with { Quota = 5L << 30 }, Given = wanted.Given.With(MailboxNoun.QuotaOrdinal) };
        var plan = await Writer(panel, MailboxNoun.Instance).PlanAdditionAsync(wanted, Cancel);
        Assert.Equal(FaultKind.Conflict, (await Assert.ThrowsAsync<PanelException>(() => plan.CarryOutAsync(new EarlierRun(), Cancel))).Kind);
    }

    [Fact]
    public async Task What_the_panel_enables_by_a_change_of_its_client_is_disabled_again_and_recorded_first()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var domain = await DomainAsync(panel);
        var owner = await new PanelLookup(panel.Connection).OwnerOfGroupAsync(domain.OwnerGroupId, Cancel);
        var box = (await ListAsync(panel, MailboxNoun.Instance)).First(one => one.OwnerGroupId == domain.OwnerGroupId);
        var off = new Change<Mailbox>(new Reference<Mailbox>(box), new Mailbox { Receive = false }, ColumnSet.Empty.With(MailboxNoun.ReceiveOrdinal));
        await (await Writer(panel, MailboxNoun.Instance).PlanChangeAsync(off, new WriteLog(), Cancel)).CarryOutAsync(new WriteLog(), Cancel);

        var sent = panel.Writes.Count;
        var log = new EarlierRun { MayBeDone = false, CountWrites = () => panel.Writes.Count };
        var city = new Change<Client>(new Reference<Client>(owner.ClientId), new Client { City = "Jena" }, ColumnSet.Empty.With(ClientNoun.CityOrdinal));
        var plan = await Writer(panel, ClientNoun.Instance).PlanChangeAsync(city, log, Cancel);
        Assert.Contains(box.Email, plan.Action, StringComparison.Ordinal);
        await plan.CarryOutAsync(log, Cancel);
        Assert.Contains(log.Recorded, one => one.Description.Contains(box.Email, StringComparison.Ordinal) && one.Writes == sent);
        Assert.Contains(log.Warnings, warning => warning.Contains(box.Email, StringComparison.Ordinal));
        Assert.False((await new PanelLookup(panel.Connection).Table(MailboxNoun.Instance).GetAsync(box.Id, Cancel))!.Receive);
    }

    [Fact]
    public async Task Records_of_a_zone_are_checked_against_it_and_its_serial_is_raised_once()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var zone = (await ListAsync(panel, DnsZoneNoun.Instance))[0];
        var serials = new ZoneSerials(panel.Connection);
        var writer = new DnsRecordWriter(new PanelLookup(panel.Connection), serials, WriteOptions.Default);
        foreach (var name in new[] { "one", "two" })
        {
            var plan = await writer.PlanAdditionAsync(new Reference<DnsZone>(zone.Id), found => Record(found, name, DnsRecordType.A, "192.0.2.7"), new WriteLog(), Cancel);
            panel.LoseNext();
            Assert.Equal(WriteOutcome.Added, (await plan.CarryOutAsync(new WriteLog(), Cancel)).Outcome);
        }

        var conflict = await Assert.ThrowsAsync<PanelException>(() => writer.PlanAdditionAsync(new Reference<DnsZone>(zone.Id), found => Record(found, "one", DnsRecordType.CNAME, "www.example.net."), new WriteLog(), Cancel));
        Assert.Equal(FaultKind.Duplicate, conflict.Kind);
        Assert.Equal(["dns_a_add", "dns_a_add"], panel.Writes);
        Assert.Empty(await serials.RaiseAllAsync(4, Cancel));
        Assert.Equal(["dns_a_add", "dns_a_add", "dns_zone_update"], panel.Writes);
        Assert.Empty(await serials.RaiseAllAsync(4, Cancel));
    }

    [Fact]
    public async Task A_key_is_published_before_mail_is_signed_with_it()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var lookup = new PanelLookup(panel.Connection);
        var zones = (await ListAsync(panel, DnsZoneNoun.Instance)).Select(zone => zone.Origin.TrimEnd('.')).ToHashSet();
        var domain = (await ListAsync(panel, MailDomainNoun.Instance)).First(one => zones.Contains(one.Domain));
        var serials = new ZoneSerials(panel.Connection);
        var writer = new DkimWriter(new RecordWriter<MailDomain>(MailDomainNoun.Instance, lookup, new WriteOptions { ReadBack = true }), new DnsRecordWriter(lookup, serials, WriteOptions.Default));
        var plan = await writer.PlanSigningAsync(new DkimSigning(new Reference<MailDomain>(domain.Id)) { Selector = "s2026", KeyLength = 1024 }, new WriteLog(), Cancel);
        Assert.Empty(panel.Writes);
        Assert.Equal(["dns_txt_add", "mail_domain_update"], plan.Calls.Select(call => call.Call.Function));
        var (_, signed) = await plan.CarryOutAsync(new WriteLog(), Cancel);
        Assert.Equal(["dns_txt_add", "mail_domain_update"], panel.Writes);
        Assert.True((await writer.StatusAsync(signed!, Cancel)).Published);
    }

    private static DnsRecord Record(DnsZone zone, string name, DnsRecordType type, string value)
        => new DnsRecord { Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = type, Data = DnsRecordData.Parse(type, value, null, zone.Origin) }.Named(name);

    private static Addition<Mailbox> Mailbox(string email)
        => new(new Mailbox { Email = email, Password = SecretText.From("Mb-Pw-11-12!") }, ColumnSet.Empty.With(MailboxNoun.EmailOrdinal).With(MailboxNoun.PasswordOrdinal));

    private static RecordWriter<T> Writer<T>(RelayedPanel panel, PanelNoun<T> noun, WriteOptions? options = null) where T : PanelObject
        => new(noun, new PanelLookup(panel.Connection), options ?? WriteOptions.Default);

    private static Task<List<T>> ListAsync<T>(RelayedPanel panel, PanelNoun<T> noun) where T : PanelObject => new PanelLookup(panel.Connection).Table(noun).ListAsync([], Cancel);

    // A mail domain with mailboxes that a client owns.
    private static async Task<MailDomain> DomainAsync(RelayedPanel panel)
    {
        var boxes = await ListAsync(panel, MailboxNoun.Instance);
        return (await ListAsync(panel, MailDomainNoun.Instance)).First(one => one.OwnerGroupId > 1 && boxes.Exists(box => box.OwnerGroupId == one.OwnerGroupId));
    }
}
