using System.Collections.Frozen;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;

namespace Nodepoint.Sandbox.Functions;

/// <summary>A function of the remote API; the call has its parameters.</summary>
internal delegate object? PanelFunction(PanelCall call);

/// <summary>All functions by name: those that do more than their form, and the others as the contract describes them.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, PanelFunction> Functions = Build();

    public static PanelFunction? Find(string name) => Functions.GetValueOrDefault(name);

    /// <summary>Hashes the passwords of a call before its turn.</summary>
    public static void Prepare(string name, PanelCall call)
    {
        if (ContractData.Current.Functions.GetValueOrDefault(name)?.Form is not { } form || call["params"] is not PhpArray members) return;
        if (name.EndsWith("_add", StringComparison.Ordinal) || name.EndsWith("_update", StringComparison.Ordinal))
            FormValues.HashAhead(call, ContractData.Current.Forms[form], members);
    }

    private static FrozenDictionary<string, PanelFunction> Build()
    {
        var functions = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
        {
            // The panel lists the constructor of its classes as a function; calling it does nothing.
            ["__construct"] = _ => null,
            ["login"] = LoginFunctions.Login,
            ["logout"] = LoginFunctions.Logout,
        };
        foreach (var name in ContractData.Current.FunctionsWithoutContract.Where(n => !functions.ContainsKey(n))) functions[name] = Forbidden(name);
        foreach (var function in ContractData.Current.Functions.Values.Where(f => f.Form is not null)) functions[function.Name] = ByForm(function);
        IReadOnlyDictionary<string, PanelFunction>[] special =
        [
            AdminFunctions.All, ClientFunctions.All, ClientLookups.All, DnsZoneFunctions.All, DnsRecordFunctions.All, DomainFunctions.All,
            MailFunctions.All, MonitorFunctions.All, QuotaFunctions.All, ServerFunctions.All, SiteFunctions.All, SiteLookups.All, DatabaseFunctions.All,
        ];
        foreach (var (name, function) in special.SelectMany(s => s)) functions[name] = WithPermission(name, function);
        return functions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static PanelFunction WithPermission(string name, PanelFunction function)
    {
        var permission = ContractData.Current.Functions[name].Permission!;
        return call =>
        {
            // In the panel this function crashes instead of refusing.
            if (!call.State.Sessions.Allows(call, permission)) throw name == "dns_templatezone_get_all" ? new PhpCrash("The panel does not catch this fault.") : Wire.RemoteFault.NoPermission();
            return function(call);
        };
    }

    private static PanelFunction Forbidden(string name) => call =>
    {
        call.Require(name);
        throw Wire.RemoteFault.NoPermission();
    };

    private static PanelFunction ByForm(FunctionDefinition function)
    {
        var form = ContractData.Current.Forms[function.Form!];
        var names = function.Parameters.Where(p => p != "session_id").ToArray();
        PanelFunction? action = function.Name[(function.Name.LastIndexOf('_') + 1)..] switch
        {
            "get" => call => call.Records.Find(form, call[names[0]]),
            "add" => call => call.Records.Add(form, call[names[0]], call[names[1]]),
            "update" => call => call.Records.Update(form, call[names[0]], call[names[1]], call[names[2]]),
            "delete" => call => call.Records.Delete(form, call[names[0]]),
            _ => null,
        };
        return action is null ? Forbidden(function.Name) : WithPermission(function.Name, action);
    }
}
