using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.State;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.State;

/// <summary>Writes what the panel keeps to a folder of JSON files that can be kept in git, compared, and imported.</summary>
/// <remarks>The same panel always gives the same files. IDs are replaced by names. Secrets are left out unless -IncludeSecrets is used.</remarks>
[Cmdlet(VerbsData.Export, "NpState", SupportsShouldProcess = true)]
[OutputType(typeof(StateExport))]
[Throttled]
public sealed partial class ExportNpStateCommand : PanelCommand
{
    private string _folder = "";

    /// <summary>The path of the folder; a missing folder is created. In a folder with an earlier export, only files with a new content are written, and those of what is gone are removed. Other files stay as they are.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Also writes password hashes, passwords that the panel stores in plain text, and private keys. Only the current user can read the files then.</summary>
    [Parameter]
    public SwitchParameter IncludeSecrets { get; set; }

    /// <summary>Only these: nouns such as NpMailbox, user names of clients with all they own, or zones; wildcards are allowed. A noun and a client together mean the client's objects of that noun.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StateNounCompleter))]
    public string[]? Include { get; set; }

    /// <summary>All but these: nouns, clients with all they own, or zones; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StateNounCompleter))]
    public string[]? Exclude { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _folder = FilePath.Resolve(this, Path, nameof(Path));
        // Of several panels, each has a folder of its own.
        if (PanelFolder is { } panel) _folder = System.IO.Path.Combine(_folder, panel);
        if (File.Exists(_folder)) ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.FileExists, $"'{_folder}' is a file. Use the path of a folder as -Path."), Path));
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        if (!TryUsePanel(null, out var panel, out var error))
        {
            WriteError(error!);
            return;
        }

        var what = $"folder {_folder}";
        if (!IsWhatIf && !IsAgreed(what, IncludeSecrets ? "Write the state of the panel, with secrets" : "Write the state of the panel", panel)) return;
        var filter = new StateFilter(Include ?? [], Exclude ?? []);
        var inFlight = ThrottleLimit?.Count ?? panel.Connection.ThrottleLimit;
        var bar = new StateProgressBar(this);
        if (!TryRun(Path, cancel => bar.Show(PanelSnapshot.ReadAsync(panel.Lookup, filter, IncludeSecrets, typeof(ExportNpStateCommand).Assembly.GetName().Version!.ToString(3), inFlight, bar.Progress, cancel)), out var snapshot, out error))
        {
            WriteError(error!);
            return;
        }

        using (snapshot)
        {
            foreach (var warning in snapshot.Warnings) WriteWarning(warning);
            foreach (var (noun, permission) in snapshot.Manifest.NotAllowed) WriteWarning($"{noun} is left out, because user '{panel.Connection.UserName}' does not have the permission '{permission}' on panel '{panel.Connection.Name}'.");
            var writer = new StateFolderWriter(_folder, snapshot);
            if (!TryRun(Path, cancel => bar.Show(Task.Run(() => Write(writer, bar.Progress, cancel), cancel)), out _, out error))
            {
                WriteError(error!);
                return;
            }

            bar.Complete();

            if (IsWhatIf)
            {
                _ = IsAgreed(what, $"Write {writer.Written} of {writer.Files} files{(writer.Removed > 0 ? $" and remove {writer.Removed}" : "")}", panel);
                return;
            }

            if (IncludeSecrets) WriteWarning($"The files in '{_folder}' have password hashes, passwords, and private keys. Only the current user can read them. Keep them out of repositories and backups that others can read.");
            var manifest = snapshot.Manifest;
            WriteObject(new StateExport(_folder, manifest.Panel, manifest.PanelVersion, manifest.Objects.Values.Sum(), writer.Files, writer.Written, writer.Removed, manifest.IncludesSecrets, manifest.NotAllowed));
        }
    }

    private bool Write(StateFolderWriter writer, StateProgress progress, CancellationToken cancel)
    {
        writer.Write(IsWhatIf, progress, cancel);
        return true;
    }
}
