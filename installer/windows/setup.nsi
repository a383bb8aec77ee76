; Setup.exe: per user, no administrator, Simplified Chinese. Called by build.sh with
;   VERSION  0.2.0        FILES  list of File commands        SIZE_KB  size on disk
;   OUTPUT   Setup.exe    ICON   app.ico                  SIDE     side.bmp
; Silent: Setup.exe /S [/D=folder without quotes]. Exit codes: 0 done, 1 cancelled by the user, 2 failed,
; 3 the program is running, 4 a newer version is installed, 5 this Windows is too old.
Unicode true
Target amd64-unicode
ManifestDPIAware true
SetCompressor /SOLID lzma
SetCompressorDictSize 64

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh

!define PRODUCT "政务公开台账"
!define PROGRAM "${PRODUCT}.exe"
!define CONSOLE "gongkai.exe"
!define FILE_TYPE "GongkaiDesktop.Ledger"
!define DATA_FOLDER "$LOCALAPPDATA\gongkai-desktop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\GongkaiDesktop"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define EXIT_RUNNING 3
!define EXIT_NEWER 4
!define EXIT_OLD_WINDOWS 5

Name "${PRODUCT}"
Caption "${PRODUCT} ${VERSION} 安装程序"
UninstallCaption "${PRODUCT} 卸载程序"
BrandingText "${PRODUCT} ${VERSION}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
; An upgrade goes where the older version is.
InstallDir "$LOCALAPPDATA\Programs\gongkai-desktop"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 ProductName "${PRODUCT}"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 FileDescription "${PRODUCT} 安装程序"
VIAddVersionKey /LANG=2052 CompanyName "政务公开台账项目"
VIAddVersionKey /LANG=2052 LegalCopyright "所用软件和字体的许可见“许可”文件夹"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${PRODUCT} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "安装到您本人的用户文件夹，不需要管理员权限，不联网。$\r$\n$\r$\n\
已装有旧版的，直接升级，原有台账和设置保留；程序损坏的，重新安装一遍即可修复。$\r$\n$\r$\n\
台账存放在：$\r$\n${DATA_FOLDER}$\r$\n$\r$\n单击“下一步”继续。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${PRODUCT}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从本机删去程序。台账和设置不删除，仍在：$\r$\n${DATA_FOLDER}$\r$\n\
以后重新安装即可接着使用；确实不再需要时，请备份后自行删除该文件夹。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "程序已删除。台账和设置仍在：$\r$\n${DATA_FOLDER}"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"
SetFont /LANG=2052 "Microsoft YaHei" 9

; --- what both Setup and the uninstaller do ------------------------------------------------------------------------

!macro SHARED PREFIX

; A running program's file cannot be opened for writing. Silent: leave with an exit code of its own.
Function ${PREFIX}RefuseWhileRunning
  ${Do}
    StrCpy $1 ""
    ${ForEach} $2 1 2 + 1
      StrCpy $3 "$INSTDIR\${PROGRAM}"
      ${If} $2 = 2
        StrCpy $3 "$INSTDIR\${CONSOLE}"
      ${EndIf}
      ${If} ${FileExists} "$3"
        ClearErrors
        FileOpen $0 "$3" a
        ${If} ${Errors}
          StrCpy $1 "running"
        ${Else}
          FileClose $0
        ${EndIf}
      ${EndIf}
    ${Next}
    ${If} $1 == ""
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PRODUCT}正在运行。$\r$\n$\r$\n请先关闭程序窗口，再单击“重试”。" /SD IDCANCEL IDCANCEL`
      SetErrorLevel ${EXIT_RUNNING}
      Quit
    ${EndIf}
  ${Loop}
FunctionEnd

; Only names that are ours: the clerk may have chosen a folder with other things in it.
Function ${PREFIX}RemoveProgram
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${CONSOLE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\许可"
  RMDir "$INSTDIR"
FunctionEnd

!macroend
!insertmacro SHARED ""
!insertmacro SHARED "un."

; --- Setup ---------------------------------------------------------------------------------------------------------

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "本程序需要 64 位 Windows 10 或 Windows 11。" /SD IDOK
    SetErrorLevel ${EXIT_OLD_WINDOWS}
    Quit
  ${EndIf}
  ; An older program cannot open a ledger that a newer one has brought up to date.
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 = 1
      MessageBox MB_OK|MB_ICONSTOP "本机已装有更新的版本 $0，旧版可能打不开现有台账。$\r$\n$\r$\n确需改用 ${VERSION} 的，请先在“设置—应用”中卸载 $0（台账保留）。" /SD IDOK
      SetErrorLevel ${EXIT_NEWER}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  SetShellVarContext current
  ; The older version, wherever it was put, goes first, so that nothing stays that is no longer shipped.
  StrCpy $4 $INSTDIR
  ReadRegStr $5 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $5 != ""
  ${AndIf} $5 != $INSTDIR
    StrCpy $INSTDIR $5
    Call RefuseWhileRunning
    Call RemoveProgram
    StrCpy $INSTDIR $4
  ${EndIf}
  Call RefuseWhileRunning
  Call RemoveProgram

  !include "${FILES}"

  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0
  CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0

  WriteRegStr HKCU "Software\Classes\.gkdb" "" "${FILE_TYPE}"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}" "" "${PRODUCT}文件"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" --db "%1"'
  WriteRegStr HKCU "${APP_PATHS}\${PROGRAM}" "" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${APP_PATHS}\${CONSOLE}" "" "$INSTDIR\${CONSOLE}"
  ${RefreshShellIcons}

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "政务公开台账项目"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Comments" "卸载后台账仍保留在 ${DATA_FOLDER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

; --- uninstaller ---------------------------------------------------------------------------------------------------

Section Uninstall
  SetShellVarContext current
  Call un.RefuseWhileRunning
  Call un.RemoveProgram
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  ; Another program may have taken the file type over since.
  ReadRegStr $0 HKCU "Software\Classes\.gkdb" ""
  ${If} $0 == "${FILE_TYPE}"
    DeleteRegKey HKCU "Software\Classes\.gkdb"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${FILE_TYPE}"
  DeleteRegKey HKCU "${APP_PATHS}\${PROGRAM}"
  DeleteRegKey HKCU "${APP_PATHS}\${CONSOLE}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ${RefreshShellIcons}
SectionEnd
