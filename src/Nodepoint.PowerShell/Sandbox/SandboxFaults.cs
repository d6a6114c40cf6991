using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Nodepoint.PowerShell.Sandbox;

/// <summary>Sets the faults that a sandbox injects into calls.</summary>
internal static class SandboxFaults
{
    /// <summary>Sets the faults, replacing the previous ones.</summary>
    /// <exception cref="PSArgumentException">The sandbox does not accept the faults.</exception>
    public static async Task SetAsync(SandboxPanel sandbox, IDictionary faults, CancellationToken cancel)
    {
        using var body = new ByteArrayContent(Json(faults));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var reply = await sandbox.PostAsync("/sandbox/faults", body, cancel).ConfigureAwait(false);
        if (reply.IsSuccessStatusCode) return;
        using var said = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(cancel).ConfigureAwait(false));
        throw new PSArgumentException(said.RootElement.GetProperty("error").GetString());
    }

    private static byte[] Json(IDictionary faults)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer, faults);
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case PSObject wrapped:
                Write(writer, wrapped.BaseObject);
                break;
            case IDictionary members:
                writer.WriteStartObject();
                foreach (DictionaryEntry member in members)
                {
                    writer.WritePropertyName(Convert.ToString(member.Key, CultureInfo.InvariantCulture)!);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case int or long or short or byte or decimal or float:
                writer.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            default:
                // The sandbox reports what it expects instead of a text or null.
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
