using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nodepoint.EngineHost.Commands;

/// <summary>
/// The engine has its table and list layout, and a way to stop a pipeline early, but keeps the door to them internal:
/// the cmdlets that open it ship only with pwsh.
/// </summary>
public static class EngineInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string Format = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    /// <summary>Ends the commands before this one in the pipeline, as Select-Object -First does.</summary>
    public static void StopUpstream(PSCmdlet command) =>
        throw (Exception)New("System.Management.Automation.StopUpstreamCommandsException", command);

    internal static void LayOut(FrontEndCommandBase command, string shape) =>
        Implement(command, New(Format + "InnerFormatShapeCommand", Enum.Parse(Type(Format + "FormatShape"), shape)));

    internal static void WriteTo(FrontEndCommandBase command, TextWriter writer, int width)
    {
        var output = New(Format + "OutputManagerInner");
        output.GetType().GetProperty("LineOutput", Any)!.SetValue(output, New(Format + "TextWriterLineOutput", writer, width));
        Implement(command, output);
    }

    private static void Implement(FrontEndCommandBase command, object implementation) =>
        typeof(FrontEndCommandBase).GetField("implementation", Any)!.SetValue(command, implementation);

    private static Type Type(string name) => Engine.GetType(name, throwOnError: true)!;

    private static object New(string type, params object[] arguments) =>
        Activator.CreateInstance(Type(type), Any, binder: null, arguments, culture: null)!;
}
