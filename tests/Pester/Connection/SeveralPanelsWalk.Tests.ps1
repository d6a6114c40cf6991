# Runs every cmdlet that works on a panel with -Panel one, two, three: three names of one panel, so that each has the same objects.
BeforeDiscovery {
    $scenes = @(& (Join-Path $PSScriptRoot '../Shared/CommandScenes.ps1'))
    # -Fix changes something (SeveralPanels.Tests.ps1).
    $reads = @($scenes | Where-Object { $_.Command -match '^(Get|Test|Export)-' -and $_.Command -ne 'Export-NpWebsiteBackup' -and "$($_.Run)" -notmatch '-Fix' })
    $reads += @(
        @{ Command = 'Get-NpApiFunction'; Setup = {}; Run = { Get-NpApiFunction mail_user_* -OnPanel } }
        @{ Command = 'Test-NpPanel'; Setup = {}; Run = { Test-NpPanel Get-NpMailbox } }
    )
    $writes = @($scenes | Where-Object { $_.Command -notmatch '^(Get|Test|Export)-' } | Group-Object { $_.Command } | ForEach-Object { $_.Group[0] })
    $writes += @{ Command = 'Invoke-NpApi'; Setup = {}; Run = { Invoke-NpApi server_get_all } }
}

Describe 'With several panels' -Tag Seed {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile (& (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') -Path (Join-Path $TestDrive seed.json))
        # The panel of the scenes has none of their objects.
        $silent = [Collections.Generic.HashSet[string]]::new()
        $tried = [Collections.Generic.HashSet[string]]::new()
        $names = 'walk-1', 'walk-2', 'walk-3'
        $changes = @(Get-NpApiFunction | Where-Object IsWrite).Name
        function Set-Scene([scriptblock] $Setup) {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            . $Setup
            foreach ($name in $names) { $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name $name -KeepDefault }
        }
        # What a scene says if -Panel of its cmdlet has a value.
        function Invoke-With([string] $Command, $Panel, [scriptblock] $Do) {
            $values = @{ "${Command}:Panel" = $Panel }
            # A scene with variables of its own is in a module, which has its own default values.
            $session = $Do.Module ? $Do.Module.SessionState : $ExecutionContext.SessionState
            $session.PSVariable.Set('PSDefaultParameterValues', $values)
            try { @(& $Do 3>$null 6>$null 2>&1) }
            catch { $_ }
            finally { $values.Clear() }
        }
        function Get-Changes {
            $counts = Invoke-RestMethod "$($sandbox.Uri)sandbox/stats" -SkipCertificateCheck
            ($counts.PSObject.Properties | Where-Object Name -in $changes | Measure-Object Value -Sum).Sum ?? 0
        }
        # The panel that an object names; an export of a state has its address, and its name in the path.
        function Get-PanelOf($Object) { $Object.Panel -in $names ? $Object.Panel : "$($Object.Path)" -replace '.*[\\/](walk-\d).*', '$1' }
        function Test-IsError($Said) { $Said -is [Management.Automation.ErrorRecord] }
    }
    AfterAll {
        [Console]::Out.WriteLine("coverage: $($tried.Count) cmdlets were run with several panels")
        Get-NpPanel walk-* | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It '<Command> returns what each of them returns, in their order, and each object says its panel' -ForEach $reads {
        Set-Scene $Setup
        $null = $tried.Add($Command)
        $alone = @(Invoke-With $Command walk-1 $Run)
        $all = @(Invoke-With $Command @('walk-3', 'walk-?') $Run)
        $all.Count | Should -Be (3 * $alone.Count) -Because "$($all | Where-Object { Test-IsError $_ } | Select-Object -First 1)"
        if ($alone.Count -eq 0) { $null = $silent.Add($Command) }
        foreach ($panel in $names) {
            # A scene can have several commands, each of which asks all panels.
            $its = @($all | Where-Object { (Test-IsError $_) ? "$_" -like "*anel '$panel'*" : (Get-PanelOf $_) -eq $panel })
            $its.Count | Should -Be $alone.Count
            @($its | ForEach-Object { $_.GetType() }) | Should -Be @($alone | ForEach-Object { $_.GetType() })
            foreach ($error in $its | Where-Object { Test-IsError $_ }) { $error.FullyQualifiedErrorId | Should -BeIn @($alone | Where-Object { Test-IsError $_ } | ForEach-Object FullyQualifiedErrorId) }
        }
        $order = @($all | ForEach-Object { (Test-IsError $_) ? ("$_" -replace "(?s).*anel '(walk-.)'.*", '$1') : (Get-PanelOf $_) })
        $starts = @(for ($at = 0; $at -lt $order.Count; $at++) { if ($at -eq 0 -or $order[$at] -ne $order[$at - 1]) { $order[$at] } })
        for ($at = 0; $at -lt $starts.Count; $at++) { $starts[$at] | Should -Be ('walk-3', 'walk-1', 'walk-2')[$at % 3] }
    }

    It '<Command> is refused, and changes nothing' -ForEach $writes {
        Set-Scene $Setup
        $null = $tried.Add($Command)
        $before = Get-Changes
        foreach ($panel in @('walk-1', 'walk-2'), 'walk-*', @('walk-1', 'nope')) {
            $said = @(Invoke-With $Command $panel $Run)
            $said[0] | Should -BeOfType ([Management.Automation.ErrorRecord])
            $said[0].FullyQualifiedErrorId | Should -BeLike 'OnePanelOnly*'
            "$($said[0])" | Should -BeLike "*'$($panel -join ', ')'*$Command*"
        }
        Get-Changes | Should -Be $before
    }

    It 'Export-NpWebsiteBackup asks each of them, and an error names its panel' {
        Set-Scene { $null = New-NpWebsite shop.example -Client acme }
        $null = $tried.Add('Export-NpWebsiteBackup')
        # One panel accepts the request of one of its three names.
        $said = @(Export-NpWebsiteBackup 1 -Panel walk-* 2>&1)
        $said.Count | Should -Be 2
        $said | ForEach-Object { "$_" | Should -BeLike "Panel 'walk-?':*pending*" }
    }

    It 'nearly all of them have something to return' {
        $silent | Sort-Object | Should -Be 'Get-NpDatabaseUsage', 'Get-NpFtpTraffic', 'Get-NpMailboxBackup', 'Get-NpPhpVersion'
    }

    It 'any cmdlet: all of them were tried' {
        # Others have names of saved panels.
        @(Get-Command -Module Nodepoint | Where-Object { $_.Parameters.ContainsKey('Panel') -and $_.Parameters['Panel'].ParameterType.Name -eq 'PanelReference[]' -and $_.Name -notin $tried }).Name |
            Should -BeNullOrEmpty -Because 'tests/Pester/Shared/CommandScenes.ps1 needs a scene for each of them'
    }
}
