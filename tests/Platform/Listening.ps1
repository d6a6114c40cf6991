<#
Dot-sourced by the scripts that start servers: processes that listen on loopback.
#>

# The longest wait for a server, in milliseconds.
$ListeningTimeout = 60000

# Starts a process in the foreground, and waits until it accepts connections on all its ports. What it writes goes into output.log of the folder.
function Start-ListeningProcess([string] $Command, [string[]] $Argument, [string] $Folder, [string] $Address, [int[]] $Port) {
    $start = [Diagnostics.ProcessStartInfo]::new($Command, $Argument)
    $start.RedirectStandardError = $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    # Without readers, it would stop when a pipe is full.
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    $process | Add-Member Said @($output, $errors)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    foreach ($one in $Port) {
        while (-not (Test-Listening $Address $one)) {
            if ($process.HasExited) { throw "$Command ended: $($output.Result)$($errors.Result)$(Get-Content (Join-Path $Folder *log) -Raw -ErrorAction Ignore)" }
            if ($clock.ElapsedMilliseconds -gt $ListeningTimeout) {
                $process.Kill($true)
                throw "$Command did not listen on ${Address}:$one in time: $(Get-Content (Join-Path $Folder *log) -Raw -ErrorAction Ignore)"
            }
        }
    }
    $process
}

function Stop-ListeningProcess($Process) {
    if (-not $Process -or $Process.HasExited) { return }
    # So that it ends its own processes, too.
    & kill -TERM $Process.Id
    if (-not $Process.WaitForExit($ListeningTimeout)) { $Process.Kill($true) }
}

# Whether an address and port accept connections.
function Test-Listening([string] $Address, [int] $Port) {
    $client = [Net.Sockets.TcpClient]::new()
    try {
        $client.Connect($Address, $Port)
        $true
    }
    catch [Net.Sockets.SocketException] { $false }
    finally { $client.Dispose() }
}
