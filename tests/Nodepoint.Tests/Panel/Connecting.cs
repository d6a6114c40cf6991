using System.Net;
using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel;

/// <summary>Helpers for the tests of the connection.</summary>
internal static class Connecting
{
    public static PanelOptions Options(this ScriptedPanel panel, TimeProvider? time = null) => new()
    {
        Uri = panel.Uri,
        Credential = new NetworkCredential("npadmin", ScriptedPanel.Password),
        Time = time ?? new FakeTime(),
    };

    public static Task<PanelConnection> OpenAsync(this ScriptedPanel panel, TimeProvider? time = null) =>
        PanelConnection.OpenAsync(panel.Options(time), TestContext.Current.CancellationToken);

    public static Task<string> TextAsync(this PanelConnection connection, string function, CancellationToken cancellationToken = default) =>
        connection.CallAsync(new PanelCall(function, w => w.WriteNumber("primary_id", 1)), static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).ToString(), cancellationToken);

    public static async Task<List<string>> RowsAsync(this PanelConnection connection, string function)
    {
        List<string> rows = [];
        await foreach (string row in connection.StreamAsync(new PanelCall(function), static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).GetRawText()))
            rows.Add(row);
        return rows;
    }

    public static async Task<PanelException> FaultAsync(this PanelConnection connection, string function) =>
        await Assert.ThrowsAsync<PanelException>(() => connection.TextAsync(function));
}
