using System.Net;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.Sandbox.Hosting;
using Nodepoint.Tests.Sandbox;
using Xunit;

namespace Nodepoint.Tests.Clients;

public sealed class ClientUsageTests
{
    [Fact]
    public async Task Many_clients_are_counted_as_each_of_them_is()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var server = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { IsDemo = true });
        await using var connection = await PanelConnection.OpenAsync(new PanelOptions { Uri = server.HttpAddress!, Credential = new NetworkCredential("npadmin", "Np-Admin-1!") }, stop);
        var lookup = new PanelLookup(connection);
        var clients = await lookup.Table(ClientNoun.Instance).ListAsync([], stop);
        using var calls = new SemaphoreSlim(2);
        var together = await ClientUsage.OfAllAsync(clients, lookup, calls, stop);
        // The reseller counts its clients.
        Assert.Contains(together, static one => one is { Client: "hafen", What: "client", Used: 1, Limit: 10 });
        foreach (var client in clients)
        {
            var alone = await ClientUsage.OfAsync(client, lookup, stop);
            Assert.NotEmpty(alone);
            Assert.Equal(alone.OrderBy(static one => one.Parameter, StringComparer.Ordinal), together.Where(one => one.Client == client.Username).OrderBy(static one => one.Parameter, StringComparer.Ordinal));
        }
    }
}
